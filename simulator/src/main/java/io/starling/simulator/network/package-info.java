/**
 * A network of hosts that behaves as TCP does: what is lost comes late, what follows
 * waits behind it, a dead process answers with a refusal and a dead host with silence.
 * Knows messages as things to carry, and nothing of the protocol that they belong to.
 * Start at {@link io.starling.simulator.network.Network}.
 */
@NullMarked
package io.starling.simulator.network;

import org.jspecify.annotations.NullMarked;
