package io.starling.simulator.spread;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * One direction of a link. Frames stay in order: those behind one that is lost wait for
 * it. It comes again when three of those behind it have arrived (fast retransmit, RFC
 * 5681, section 3.2), which a lone frame has to do without: after 200 ms, 600 ms, 1.4 s
 * ... (RFC 6298, section 5.5, with the minimum that Linux has).
 */
final class TcpLink {

	private static final long FIRST_TIMEOUT = Duration.ofMillis(200).toNanos();

	private static final int DOUBLINGS = 9;

	private static final int DUPLICATE_ACKS = 3;

	private final Courier courier;

	private final int from;

	private final int to;

	/** Empty unless a frame was lost: then that one and all behind it. */
	private final ArrayDeque<Segment> waiting = new ArrayDeque<>();

	private long lastArrival;

	TcpLink(Courier courier, int from, int to) {
		this.courier = courier;
		this.from = from;
		this.to = to;
	}

	/** Sends a frame that leaves at a time. */
	void send(long departure, Frame frame) {
		this.lastArrival = Math.max(this.lastArrival, departure + this.courier.drawLatency());
		boolean lost = this.courier.drawLoss();
		if (!lost && this.waiting.isEmpty()) {
			this.courier.at(this.lastArrival, () -> this.courier.deliver(this.from, this.to, frame));
			return;
		}
		Segment segment = new Segment(frame);
		this.waiting.add(segment);
		if (lost) {
			this.courier.at(departure + FIRST_TIMEOUT, () -> timeOut(segment, 1));
		}
		else {
			this.courier.at(this.lastArrival, () -> arrive(segment));
		}
	}

	private void timeOut(Segment segment, int tries) {
		if (segment.arrived) {
			return;
		}
		if (tries < DOUBLINGS && this.courier.drawLoss()) {
			this.courier.after(FIRST_TIMEOUT << tries, () -> timeOut(segment, tries + 1));
		}
		else {
			this.courier.after(this.courier.drawLatency(), () -> arrive(segment));
		}
	}

	private void arrive(Segment segment) {
		segment.arrived = true;
		while (!this.waiting.isEmpty() && this.waiting.element().arrived) {
			this.courier.deliver(this.from, this.to, this.waiting.remove().frame);
		}
		if (!this.waiting.isEmpty()) {
			retransmit(this.waiting.element());
		}
	}

	private void retransmit(Segment gap) {
		gap.duplicateAcks++;
		if (gap.duplicateAcks == DUPLICATE_ACKS && !this.courier.drawLoss()) {
			long both = this.courier.drawLatency() + this.courier.drawLatency();
			this.courier.after(both, () -> arrive(gap));
		}
	}

	/** A frame on its way. */
	private static final class Segment {

		private final Frame frame;

		private boolean arrived;

		private int duplicateAcks;

		Segment(Frame frame) {
			this.frame = frame;
		}

	}

}
