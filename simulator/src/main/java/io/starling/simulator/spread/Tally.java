package io.starling.simulator.spread;

import java.util.EnumMap;

/** Counts what was sent. */
final class Tally {

	private final EnumMap<Frame.Kind, Long> frames = new EnumMap<>(Frame.Kind.class);

	private long rows;

	private long bytes;

	private long longestWait;

	void sent(Frame frame, int size) {
		this.frames.merge(frame.kind(), 1L, Long::sum);
		this.bytes += size;
		if (frame.kind() == Frame.Kind.ROWS) {
			this.rows += frame.rows().size();
		}
	}

	void waited(long nanos) {
		this.longestWait = Math.max(this.longestWait, nanos);
	}

	/** Begins again from zero. */
	void clear() {
		this.frames.clear();
		this.rows = 0;
		this.bytes = 0;
		this.longestWait = 0;
	}

	void add(Tally other) {
		other.frames.forEach((kind, count) -> this.frames.merge(kind, count, Long::sum));
		this.rows += other.rows;
		this.bytes += other.bytes;
		waited(other.longestWait);
	}

	long frames() {
		return this.frames.values().stream().mapToLong(Long::longValue).sum();
	}

	long frames(Frame.Kind kind) {
		return this.frames.getOrDefault(kind, 0L);
	}

	/** How many copies of rows were sent. */
	long rows() {
		return this.rows;
	}

	/** With everything around them on the network. */
	long bytes() {
		return this.bytes;
	}

	/** The longest that a frame waited for a member's thread, in nanoseconds. */
	long longestWait() {
		return this.longestWait;
	}

}
