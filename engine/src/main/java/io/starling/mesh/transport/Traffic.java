package io.starling.mesh.transport;

/**
 * Counts what passes through one transport, on its event loop.
 */
final class Traffic {

	private long framesIn;

	private long bytesIn;

	private long framesOut;

	private long bytesOut;

	private long framesDropped;

	private long malformed;

	private long turnedAway;

	void received(int size) {
		this.framesIn++;
		this.bytesIn += size;
	}

	void sent(int size) {
		this.framesOut++;
		this.bytesOut += size;
	}

	void dropped() {
		this.framesDropped++;
	}

	void malformed() {
		this.malformed++;
	}

	void turnedAway() {
		this.turnedAway++;
	}

	TransportCounters snapshot() {
		return new TransportCounters(this.framesIn, this.bytesIn, this.framesOut, this.bytesOut, this.framesDropped,
				this.malformed, this.turnedAway);
	}

}
