/**
 * What members say to each other. Every message is a value that was parsed and bounded
 * before it came here; PROTOCOL.md tells when each is sent and what the receiver does.
 * Start at {@link io.starling.mesh.message.Message}.
 */
@NullMarked
package io.starling.mesh.message;

import org.jspecify.annotations.NullMarked;
