package io.starling.simulator.network;

import java.util.EnumMap;

/**
 * Counts what happened on a network. Not thread-safe.
 */
public final class Traffic {

	private final EnumMap<Happening, Long> counts = new EnumMap<>(Happening.class);

	private long bytes;

	/**
	 * Returns how often something happened.
	 * @param happening what
	 * @return the number of times
	 */
	public long count(Happening happening) {
		return this.counts.getOrDefault(happening, 0L);
	}

	/**
	 * Returns how many bytes of messages were sent, each once.
	 * @return the number of bytes
	 */
	public long bytes() {
		return this.bytes;
	}

	/**
	 * Adds what happened elsewhere.
	 * @param other the other counts
	 */
	public void addAll(Traffic other) {
		other.counts.forEach((happening, count) -> this.counts.merge(happening, count, Long::sum));
		this.bytes += other.bytes;
	}

	void addBytes(int bytes) {
		this.bytes += bytes;
	}

	void add(Happening happening) {
		this.counts.merge(happening, 1L, Long::sum);
	}

}
