package io.starling.mesh.transport;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what passes through one transport, on its event loop; read on any thread.
 */
final class Traffic {

	private final LongAdder framesIn = new LongAdder();

	private final LongAdder bytesIn = new LongAdder();

	private final LongAdder framesOut = new LongAdder();

	private final LongAdder bytesOut = new LongAdder();

	private final LongAdder framesDropped = new LongAdder();

	private final LongAdder malformed = new LongAdder();

	private final LongAdder turnedAway = new LongAdder();

	void received(int size) {
		this.framesIn.increment();
		this.bytesIn.add(size);
	}

	void sent(int size) {
		this.framesOut.increment();
		this.bytesOut.add(size);
	}

	void dropped() {
		this.framesDropped.increment();
	}

	void malformed() {
		this.malformed.increment();
	}

	void turnedAway() {
		this.turnedAway.increment();
	}

	TransportCounters snapshot() {
		return new TransportCounters(this.framesIn.sum(), this.bytesIn.sum(), this.framesOut.sum(), this.bytesOut.sum(),
				this.framesDropped.sum(), this.malformed.sum(), this.turnedAway.sum());
	}

}
