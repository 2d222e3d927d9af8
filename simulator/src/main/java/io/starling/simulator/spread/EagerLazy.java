package io.starling.simulator.spread;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Rows go over eager links at once, and their names over lazy ones a little later; who
 * lacks a row then asks for it.
 * <p>
 * As a tree, all links are eager at first; a row that comes a second time makes its link
 * lazy (prune), and one that has to be asked for makes its link eager (graft): Leitao,
 * Pereira and Rodrigues, "Epidemic Broadcast Trees", SRDS 2007. One tree serves all
 * owners. Other than there, the one that announces waits, not the one that hears, so that
 * names gather and can be spared.
 * <p>
 * On rings, the links of the first rings are eager and the rest lazy, for ever.
 */
final class EagerLazy implements Spreading {

	private final Overlay overlay;

	private final Courier courier;

	private final Reach reach;

	private final Announcements announcements;

	private final Pulls pulls;

	private final boolean[] eager;

	private final boolean adapts;

	private EagerLazy(Overlay overlay, Courier courier, Reach reach, Duration delay, boolean adapts) {
		this.overlay = overlay;
		this.courier = courier;
		this.reach = reach;
		this.announcements = new Announcements(overlay, courier, delay);
		this.pulls = new Pulls(courier, reach, this::ask);
		this.eager = new boolean[overlay.links()];
		this.adapts = adapts;
	}

	/**
	 * A tree that grows out of all links.
	 * @param delay how long names wait
	 */
	static Kind tree(Duration delay) {
		return (overlay, courier, reach) -> {
			EagerLazy tree = new EagerLazy(overlay, courier, reach, delay, true);
			Arrays.fill(tree.eager, true);
			return tree;
		};
	}

	/**
	 * Some rings eager, the rest lazy.
	 * @param rings how many are eager
	 * @param delay how long names wait
	 */
	static Kind rings(int rings, Duration delay) {
		return (overlay, courier, reach) -> {
			EagerLazy some = new EagerLazy(overlay, courier, reach, delay, false);
			Overlay first = overlay.onRings(rings);
			for (int i = 0; i < overlay.size(); i++) {
				for (int neighbour : first.neighbours(i)) {
					some.eager[overlay.link(i, neighbour)] = true;
				}
			}
			return some;
		};
	}

	@Override
	public void write(int owner, List<Integer> rows) {
		pass(owner, owner, rows);
	}

	@Override
	public void receive(int from, int to, Frame frame) {
		switch (frame.kind()) {
			case ROWS -> learn(from, to, frame.rows());
			case HAVE -> {
				this.announcements.spare(to, from, frame.rows());
				this.pulls.heard(to, from, frame.rows());
			}
			case WANT -> {
				adapt(to, from, true);
				this.courier.send(to, from, new Frame(Frame.Kind.ROWS, frame.rows()));
			}
			case PRUNE -> adapt(to, from, false);
		}
	}

	private void learn(int from, int to, List<Integer> rows) {
		this.announcements.spare(to, from, rows);
		List<Integer> news = rows.stream().filter((row) -> !this.reach.knows(to, row)).toList();
		if (news.isEmpty()) {
			if (this.adapts) {
				adapt(to, from, false);
				this.courier.send(to, from, Frame.PRUNE);
			}
			return;
		}
		adapt(to, from, true);
		news.forEach((row) -> this.reach.learn(to, row, from, this.courier.time(to)));
		pass(to, from, news);
	}

	private void pass(int member, int source, List<Integer> rows) {
		List<List<Integer>> holders = rows.stream().map((row) -> this.pulls.got(member, row)).toList();
		boolean all = holders.stream().allMatch(List::isEmpty);
		Frame frame = new Frame(Frame.Kind.ROWS, rows);
		for (int neighbour : this.overlay.neighbours(member)) {
			if (neighbour != source) {
				pass(member, neighbour, all ? frame : lackedBy(neighbour, rows, holders));
			}
		}
	}

	private void pass(int member, int neighbour, Frame frame) {
		if (frame.rows().isEmpty()) {
			return;
		}
		if (this.eager[this.overlay.link(member, neighbour)]) {
			this.courier.send(member, neighbour, frame);
		}
		else {
			this.announcements.announce(member, neighbour, frame.rows());
		}
	}

	private static Frame lackedBy(int neighbour, List<Integer> rows, List<List<Integer>> holders) {
		return new Frame(Frame.Kind.ROWS,
				rows.stream().filter((row) -> !holders.get(rows.indexOf(row)).contains(neighbour)).toList());
	}

	private void ask(int member, int neighbour, List<Integer> rows) {
		adapt(member, neighbour, true);
		this.courier.send(member, neighbour, new Frame(Frame.Kind.WANT, rows));
	}

	private void adapt(int member, int neighbour, boolean toEager) {
		if (this.adapts) {
			this.eager[this.overlay.link(member, neighbour)] = toEager;
		}
	}

}
