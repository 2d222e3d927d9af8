package io.starling.mesh;

import java.time.Instant;

import io.starling.mesh.protocol.Protocol;

/**
 * An input to a member's protocol.
 *
 * @param <T> the type of its result
 */
@FunctionalInterface
interface ProtocolInput<T> {

	T apply(Protocol protocol, Instant now);

}
