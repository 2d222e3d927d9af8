package io.starling.simulator.network;

import java.time.Duration;

/**
 * How a network behaves while no fault is on.
 *
 * @param minLatency the shortest time from one host to another
 * @param maxLatency the longest, without loss; each message draws its own
 * @param loss the probability that a packet is lost, 0 to 1; lost packets come again and
 * are late
 * @param connectTimeout how long a connection attempt waits for an answer
 * @param sendQueue how many bytes a connection holds in one direction until they are
 * acknowledged; above it, messages are dropped
 * @param minPatience the shortest time after which a host gives up a connection over
 * which nothing is acknowledged
 * @param maxPatience the longest; each end of a connection draws its own
 */
public record NetworkSettings(Duration minLatency, Duration maxLatency, double loss, Duration connectTimeout,
		int sendQueue, Duration minPatience, Duration maxPatience) {

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException naming what is out of its bounds
	 */
	public NetworkSettings {
		require(minLatency.compareTo(Duration.ZERO) > 0, "The shortest latency must be longer than zero");
		require(minLatency.compareTo(maxLatency) <= 0, "The shortest latency is longer than the longest");
		require(loss >= 0 && loss < 1, "Loss must be 0 to 1, not " + loss);
		require(connectTimeout.compareTo(Duration.ZERO) > 0, "The connect time-out must be longer than zero");
		require(sendQueue >= 1, "A send queue holds at least one byte");
		require(minPatience.compareTo(maxPatience) <= 0, "The shortest patience is longer than the longest");
	}

	/**
	 * Returns a quiet local network: 0.2 to 1 ms, nothing lost, connections given up
	 * after 30 to 90 s without an acknowledgement.
	 * @return the settings
	 */
	public static NetworkSettings quiet() {
		return new NetworkSettings(Duration.ofNanos(200_000), Duration.ofMillis(1), 0, Duration.ofSeconds(1), 4 << 20,
				Duration.ofSeconds(30), Duration.ofSeconds(90));
	}

	/**
	 * Returns these settings with another latency.
	 * @param min the shortest
	 * @param max the longest
	 * @return new settings
	 */
	public NetworkSettings withLatency(Duration min, Duration max) {
		return new NetworkSettings(min, max, this.loss, this.connectTimeout, this.sendQueue, this.minPatience,
				this.maxPatience);
	}

	/**
	 * Returns these settings with another loss.
	 * @param loss the probability that a packet is lost
	 * @return new settings
	 */
	public NetworkSettings withLoss(double loss) {
		return new NetworkSettings(this.minLatency, this.maxLatency, loss, this.connectTimeout, this.sendQueue,
				this.minPatience, this.maxPatience);
	}

	/**
	 * Returns these settings with another bound for what a connection holds.
	 * @param sendQueue how many bytes
	 * @return new settings
	 */
	public NetworkSettings withSendQueue(int sendQueue) {
		return new NetworkSettings(this.minLatency, this.maxLatency, this.loss, this.connectTimeout, sendQueue,
				this.minPatience, this.maxPatience);
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}
