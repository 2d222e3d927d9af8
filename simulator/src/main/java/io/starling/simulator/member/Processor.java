package io.starling.simulator.member;

import java.time.Duration;

import io.starling.simulator.time.Timeline;

/**
 * What all members compute with, one piece of work after the other, as the members of one
 * JVM do that share a thread. A piece that costs nothing is done at once; otherwise work
 * waits for the work before it, and a mesh that asks for more than the processor can do
 * falls behind.
 */
public final class Processor {

	private final Timeline timeline;

	private final Duration cost;

	/** When all work that has been asked for will have been done. */
	private Duration free = Duration.ZERO;

	/**
	 * Creates an idle processor.
	 * @param timeline the time
	 * @param cost how long each input, tick and end of a burst takes
	 */
	public Processor(Timeline timeline, Duration cost) {
		this.timeline = timeline;
		this.cost = cost;
	}

	void execute(Runnable work) {
		if (this.cost.isZero()) {
			work.run();
			return;
		}
		Duration now = this.timeline.now();
		this.free = ((this.free.compareTo(now) > 0) ? this.free : now).plus(this.cost);
		this.timeline.after(this.free.minus(now), work);
	}

	/**
	 * Returns by how much the processor has fallen behind.
	 * @return how long something asked for now would wait
	 */
	public Duration backlog() {
		Duration ahead = this.free.minus(this.timeline.now());
		return ahead.isNegative() ? Duration.ZERO : ahead;
	}

}
