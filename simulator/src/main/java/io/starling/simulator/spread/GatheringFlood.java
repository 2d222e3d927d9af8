package io.starling.simulator.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Flooding that gathers: what is news goes at once over every link of the prompt rings
 * that rested for a while, as Nagle's algorithm has it for bytes (RFC 896). What comes in
 * the meantime, and all that goes over the other rings, leaves together at the end of the
 * while, without what the neighbour itself has sent until then. Each rest is drawn from
 * half to one and a half of its mean, so that mostly one of two neighbours is spared.
 */
final class GatheringFlood implements Spreading {

	private final Overlay overlay;

	private final Overlay prompt;

	private final Courier courier;

	private final Reach reach;

	private final long meanRest;

	private final List<TreeSet<Integer>> waiting = new ArrayList<>();

	private final boolean[] resting;

	/**
	 * Creates a flood.
	 * @param overlay the links to use
	 * @param promptRings the rings whose links send at once
	 * @param courier carries the frames
	 * @param reach notes who knows what
	 * @param meanRest how long a link rests after each frame
	 */
	GatheringFlood(Overlay overlay, int promptRings, Courier courier, Reach reach, Duration meanRest) {
		this.overlay = overlay;
		this.prompt = overlay.onRings(promptRings);
		this.courier = courier;
		this.reach = reach;
		this.meanRest = meanRest.toNanos();
		this.resting = new boolean[overlay.links()];
		for (int i = 0; i < overlay.links(); i++) {
			this.waiting.add(new TreeSet<>());
		}
	}

	static Kind resting(Duration meanRest, int promptRings) {
		return (overlay, courier, reach) -> new GatheringFlood(overlay, promptRings, courier, reach, meanRest);
	}

	@Override
	public void write(int owner, List<Integer> rows) {
		pass(owner, owner, rows);
	}

	@Override
	public void receive(int from, int to, Frame frame) {
		frame.rows().forEach(this.waiting.get(this.overlay.link(to, from))::remove);
		List<Integer> news = frame.rows().stream().filter((row) -> !this.reach.knows(to, row)).toList();
		news.forEach((row) -> this.reach.learn(to, row, from, this.courier.time(to)));
		if (!news.isEmpty()) {
			pass(to, from, news);
		}
	}

	private void pass(int member, int source, List<Integer> rows) {
		for (int neighbour : this.overlay.neighbours(member)) {
			if (neighbour != source) {
				pass(member, neighbour, this.overlay.link(member, neighbour), rows);
			}
		}
	}

	private void pass(int member, int neighbour, int link, List<Integer> rows) {
		boolean now = !this.resting[link] && this.prompt.areNeighbours(member, neighbour);
		if (now) {
			this.courier.send(member, neighbour, new Frame(Frame.Kind.ROWS, rows));
		}
		else {
			this.waiting.get(link).addAll(rows);
		}
		if (!this.resting[link]) {
			rest(member, neighbour, link);
		}
	}

	private void rest(int member, int neighbour, int link) {
		this.resting[link] = true;
		long rest = this.meanRest / 2 + this.courier.random().nextLong(this.meanRest);
		this.courier.after(member, rest, () -> rested(member, neighbour, link));
	}

	private void rested(int member, int neighbour, int link) {
		this.resting[link] = false;
		TreeSet<Integer> gathered = this.waiting.get(link);
		if (!gathered.isEmpty()) {
			this.courier.send(member, neighbour, new Frame(Frame.Kind.ROWS, List.copyOf(gathered)));
			gathered.clear();
			rest(member, neighbour, link);
		}
	}

}
