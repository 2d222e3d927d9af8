package io.starling.mesh.transport;

/**
 * What a {@link Transport} has done since it was made. Bytes are those of whole frames,
 * without the headers of TCP and below.
 *
 * @param framesIn frames received, malformed ones among them
 * @param bytesIn their bytes
 * @param framesOut frames accepted for sending; some may be lost with their connection
 * @param bytesOut their bytes
 * @param framesDropped messages that were dropped because too much was waiting, or
 * because the codec refused them
 * @param malformed connections closed because of what they sent
 * @param turnedAway accepted connections closed for lack of a hello in time, or because
 * there were too many
 */
public record TransportCounters(long framesIn, long bytesIn, long framesOut, long bytesOut, long framesDropped,
		long malformed, long turnedAway) {
}
