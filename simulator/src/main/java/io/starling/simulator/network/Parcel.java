package io.starling.simulator.network;

import io.starling.mesh.message.Message;

/**
 * A message as the network carries it.
 *
 * @param message what arrives
 * @param size how many bytes it takes on the wire
 */
public record Parcel(Message message, int size) {
}
