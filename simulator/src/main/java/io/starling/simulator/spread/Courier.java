package io.starling.simulator.spread;

import java.time.Duration;
import java.util.random.RandomGenerator;

import io.starling.simulator.time.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Carries frames from member to member, over links in order and late, or as datagrams
 * that are lost or not. Each member has one thread, for which frames queue. Nothing goes
 * to or comes from the dead.
 */
final class Courier {

	private final Timeline timeline = new Timeline();

	private final Tally tally = new Tally();

	private final Overlay overlay;

	private final Conditions conditions;

	private final FrameSizes sizes;

	private final RandomGenerator random;

	private final long[] busy;

	private final @Nullable TcpLink[] links;

	private final boolean[] dead;

	private Recipient recipient = (from, to, frame) -> {
	};

	Courier(Overlay overlay, Conditions conditions, FrameSizes sizes, RandomGenerator random) {
		this.overlay = overlay;
		this.conditions = conditions;
		this.sizes = sizes;
		this.random = random;
		this.busy = new long[overlay.size()];
		this.links = new TcpLink[overlay.links()];
		this.dead = new boolean[overlay.size()];
	}

	void deliverTo(Recipient recipient) {
		this.recipient = recipient;
	}

	RandomGenerator random() {
		return this.random;
	}

	Timeline timeline() {
		return this.timeline;
	}

	Tally tally() {
		return this.tally;
	}

	void kill(int member) {
		this.dead[member] = true;
	}

	boolean lives(int member) {
		return !this.dead[member];
	}

	/** When a member's thread is done with what it has. */
	long time(int member) {
		return Math.max(now(), this.busy[member]);
	}

	/** Sends a frame over the link between two neighbours. */
	void send(int from, int to, Frame frame) {
		if (this.dead[from] || this.dead[to]) {
			return;
		}
		int number = this.overlay.link(from, to);
		TcpLink link = this.links[number];
		if (link == null) {
			link = new TcpLink(this, from, to);
			this.links[number] = link;
		}
		link.send(depart(from, frame, FrameSizes.overTcp(this.sizes.encoded(frame))), frame);
	}

	/** Sends a datagram to anybody. One of several fragments is lost with any of them. */
	void cast(int from, int to, Frame frame) {
		if (this.dead[from]) {
			return;
		}
		int encoded = this.sizes.encoded(frame);
		long departure = depart(from, frame, FrameSizes.overUdp(encoded));
		boolean lost = this.dead[to];
		for (int i = 0; i < FrameSizes.packets(encoded, FrameSizes.UDP_FRAGMENT); i++) {
			lost |= drawLoss();
		}
		if (!lost) {
			at(departure + drawLatency(), () -> deliver(from, to, frame));
		}
	}

	/** Lets a member do something later. */
	void after(int member, long nanos, Runnable action) {
		at(time(member) + nanos, action);
	}

	/** Lets something happen later. */
	void after(long nanos, Runnable action) {
		at(now() + nanos, action);
	}

	/** Lets something happen at a time. */
	void at(long time, Runnable action) {
		this.timeline.after(Duration.ofNanos(time - now()), action);
	}

	long drawLatency() {
		long min = this.conditions.minLatency().toNanos();
		return min + this.random.nextLong(this.conditions.maxLatency().toNanos() - min + 1);
	}

	boolean drawLoss() {
		return this.conditions.loss() > 0 && this.random.nextDouble() < this.conditions.loss();
	}

	/** A frame has arrived and queues for the member's thread. */
	void deliver(int from, int to, Frame frame) {
		if (!this.dead[to]) {
			this.tally.waited(time(to) - now());
			long perRow = frame.rows().size() * this.conditions.workPerRow().toNanos();
			this.busy[to] = time(to) + this.conditions.work().toNanos() + perRow;
			this.recipient.receive(from, to, frame);
		}
	}

	private long depart(int from, Frame frame, int size) {
		this.tally.sent(frame, size);
		long work = this.conditions.work().toNanos() + (long) size * this.conditions.nanosPerByte();
		this.busy[from] = time(from) + work;
		return this.busy[from];
	}

	private long now() {
		return this.timeline.now().toNanos();
	}

	/** Takes frames in. */
	interface Recipient {

		/**
		 * A frame arrives.
		 * @param from the sender
		 * @param to the member that takes it in
		 * @param frame the frame
		 */
		void receive(int from, int to, Frame frame);

	}

}
