package io.starling.simulator.network;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;

import io.starling.mesh.protocol.Ending;

/**
 * One direction of a connection. Delivers in order: a segment that is lost is sent again
 * after 200 ms, 400 ms and so on (RFC 6298, section 5.5, with the minimum that Linux
 * has), and what follows waits behind it. A segment that stays unacknowledged for longer
 * than the sending host's patience breaks the connection at that end; the far end hears
 * of it when it next sends something.
 */
final class Channel {

	private static final Duration FIRST_TIMEOUT = Duration.ofMillis(200);

	private static final int DOUBLINGS = 9;

	private final Network network;

	private final End from;

	private final End to;

	private final Duration patience;

	private final ArrayDeque<Segment> waiting = new ArrayDeque<>();

	private int unacknowledged;

	private boolean mute;

	private boolean dead;

	Channel(Network network, End from, End to) {
		this.network = network;
		this.from = from;
		this.to = to;
		this.patience = network.drawPatience();
	}

	End to() {
		return this.to;
	}

	boolean isFull() {
		return this.unacknowledged >= this.network.settings().sendQueue();
	}

	void send(Consumer<End> delivery, int size) {
		Segment segment = new Segment(delivery, size, this.network.now());
		this.waiting.add(segment);
		this.unacknowledged += size;
		transmit(segment, 0);
	}

	/** Tells whether something has waited for some time for the far end to hear it. */
	boolean isBehind(Duration time) {
		Segment oldest = this.waiting.peek();
		return !this.mute && oldest != null && this.to.hears()
				&& this.network.now().minus(oldest.sent()).compareTo(time) > 0;
	}

	/** Lets whatever is sent from now on vanish. */
	void mute() {
		this.mute = true;
	}

	/** Ends all transmission. */
	void kill() {
		this.dead = true;
		this.waiting.clear();
	}

	private void transmit(Segment segment, int tries) {
		if (this.dead || this.from.isVanished() || this.network.isDark(this.from.host())) {
			kill();
			return;
		}
		if (remainingPatience(segment).isNegative()) {
			giveUp();
			return;
		}
		if (!this.mute && isReset(this.from, this.to)) {
			kill();
			reset(this.from);
			return;
		}
		if (!this.mute && this.network.passes(this.from.host(), this.to.host())) {
			this.network.later(this.network.drawLatency(), () -> arrive(segment, tries));
		}
		else {
			retransmit(segment, tries);
		}
	}

	private void retransmit(Segment segment, int tries) {
		Duration timeout = FIRST_TIMEOUT.multipliedBy(1L << Math.min(tries, DOUBLINGS));
		Duration end = remainingPatience(segment).plusNanos(1);
		this.network.later((end.compareTo(timeout) < 0) ? end : timeout, () -> {
			this.network.count(Happening.RETRANSMITTED);
			transmit(segment, tries + 1);
		});
	}

	private Duration remainingPatience(Segment segment) {
		return this.patience.minus(this.network.now().minus(segment.sent()));
	}

	private void arrive(Segment segment, int tries) {
		if (this.dead) {
			return;
		}
		if (this.network.isDark(this.to.host())) {
			retransmit(segment, tries);
			return;
		}
		if (!this.to.hears()) {
			refuse(segment, tries);
			return;
		}
		segment.arrive();
		deliverInOrder();
		if (isReset(this.to, this.from)) {
			reset(this.to);
		}
		if (this.network.isCut(this.to.host(), this.from.host())) {
			// The acknowledgement is lost: the sender cannot tell this from a lost
			// segment.
			retransmit(segment, tries);
		}
		else {
			this.unacknowledged -= segment.size();
		}
	}

	private void deliverInOrder() {
		for (Segment next = this.waiting.peek(); next != null && next.hasArrived(); next = this.waiting.peek()) {
			this.waiting.remove();
			next.deliver(this.to);
		}
	}

	private void refuse(Segment segment, int tries) {
		if (this.network.passes(this.to.host(), this.from.host())) {
			kill();
			// Not before what the closed end sent last.
			this.network.later(this.network.settings().maxLatency(), () -> {
				this.network.count(Happening.RESET);
				this.from.lost(Ending.BROKEN);
			});
		}
		else {
			retransmit(segment, tries);
		}
	}

	private boolean isReset(End sender, End receiver) {
		return this.network.answer(sender.host(), receiver.host()) == Cut.Answer.RESET;
	}

	/** A firewall answers what an end has sent, be it only an acknowledgement. */
	private void reset(End sender) {
		this.network.count(Happening.REJECTED);
		this.network.later(this.network.drawLatency(), () -> sender.lost(Ending.BROKEN));
	}

	private void giveUp() {
		kill();
		this.network.count(Happening.GIVEN_UP);
		this.from.lost(Ending.BROKEN);
	}

}
