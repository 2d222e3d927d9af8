package io.starling.simulator.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The lazy half: names of rows wait for each link and leave together, unless the
 * neighbour shows meanwhile that it has them. The delay is drawn from half to one and a
 * half of its mean, so that mostly one of two neighbours is spared.
 */
final class Announcements {

	private final Overlay overlay;

	private final Courier courier;

	private final long meanDelay;

	private final List<TreeSet<Integer>> waiting = new ArrayList<>();

	private final boolean[] timed;

	/**
	 * Creates announcements.
	 * @param overlay the links
	 * @param courier carries the frames
	 * @param meanDelay how long a name waits, in the mean; zero to announce at once
	 */
	Announcements(Overlay overlay, Courier courier, Duration meanDelay) {
		this.overlay = overlay;
		this.courier = courier;
		this.meanDelay = meanDelay.toNanos();
		this.timed = new boolean[overlay.links()];
		for (int i = 0; i < overlay.links(); i++) {
			this.waiting.add(new TreeSet<>());
		}
	}

	/** A member has rows that it does not send to a neighbour. */
	void announce(int member, int neighbour, List<Integer> rows) {
		if (this.meanDelay == 0) {
			this.courier.send(member, neighbour, new Frame(Frame.Kind.HAVE, rows));
			return;
		}
		int link = this.overlay.link(member, neighbour);
		this.waiting.get(link).addAll(rows);
		if (!this.timed[link]) {
			this.timed[link] = true;
			long delay = this.meanDelay / 2 + this.courier.random().nextLong(this.meanDelay);
			this.courier.after(member, delay, () -> leave(member, neighbour, link));
		}
	}

	/** A neighbour has shown that it has rows. */
	void spare(int member, int neighbour, Collection<Integer> rows) {
		TreeSet<Integer> names = this.waiting.get(this.overlay.link(member, neighbour));
		if (!names.isEmpty()) {
			rows.forEach(names::remove);
		}
	}

	private void leave(int member, int neighbour, int link) {
		this.timed[link] = false;
		TreeSet<Integer> names = this.waiting.get(link);
		if (!names.isEmpty()) {
			this.courier.send(member, neighbour, new Frame(Frame.Kind.HAVE, List.copyOf(names)));
			names.clear();
		}
	}

}
