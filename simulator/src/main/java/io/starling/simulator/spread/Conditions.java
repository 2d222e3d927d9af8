package io.starling.simulator.spread;

import java.time.Duration;

/**
 * What a network and its members do to frames.
 *
 * @param minLatency the shortest time from one member to another
 * @param maxLatency the longest; each frame draws its own
 * @param loss the probability that a frame is lost, 0 to 1: over TCP it comes again and
 * is late, a datagram does not
 * @param work what a frame costs a member's only thread, once to send and once to take in
 * @param workPerRow what each row costs in addition where it is taken in
 * @param nanosPerByte what each byte takes to send; 8 is 1 Gbit/s
 */
record Conditions(Duration minLatency, Duration maxLatency, double loss, Duration work, Duration workPerRow,
		int nanosPerByte) {

	/**
	 * A quiet local network: 0.2 to 1 ms, 1 Gbit/s, and 10 microseconds of work at either
	 * end of a frame.
	 */
	static Conditions local() {
		return new Conditions(Duration.ofNanos(200_000), Duration.ofMillis(1), 0, Duration.ofNanos(10_000),
				Duration.ofNanos(1000), 8);
	}

	Conditions withLoss(double loss) {
		return new Conditions(this.minLatency, this.maxLatency, loss, this.work, this.workPerRow, this.nanosPerByte);
	}

	Conditions withLatency(Duration min, Duration max) {
		return new Conditions(min, max, this.loss, this.work, this.workPerRow, this.nanosPerByte);
	}

	Conditions withWork(Duration work, Duration workPerRow, int nanosPerByte) {
		return new Conditions(this.minLatency, this.maxLatency, this.loss, work, workPerRow, nanosPerByte);
	}

}
