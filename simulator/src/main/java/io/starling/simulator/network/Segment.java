package io.starling.simulator.network;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * One message, opening or end of a stream on its way over a {@link Channel}.
 */
final class Segment {

	private final Consumer<End> delivery;

	private final int size;

	private final Duration sent;

	private boolean arrived;

	Segment(Consumer<End> delivery, int size, Duration sent) {
		this.delivery = delivery;
		this.size = size;
		this.sent = sent;
	}

	Duration sent() {
		return this.sent;
	}

	int size() {
		return this.size;
	}

	boolean hasArrived() {
		return this.arrived;
	}

	void arrive() {
		this.arrived = true;
	}

	void deliver(End to) {
		this.delivery.accept(to);
	}

}
