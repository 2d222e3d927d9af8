package io.starling.simulator.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The pulling half: a member that hears the name of a row that it lacks asks for it at
 * once, one neighbour at a time; the next one if nothing has come after 50 ms.
 */
final class Pulls {

	private static final long PATIENCE = Duration.ofMillis(50).toNanos();

	private final Courier courier;

	private final Reach reach;

	private final Asking asking;

	private final List<TreeMap<Integer, Wanted>> wanted = new ArrayList<>();

	/**
	 * Creates pulls.
	 * @param courier tells the time
	 * @param reach tells what is lacking
	 * @param asking sends the question
	 */
	Pulls(Courier courier, Reach reach, Asking asking) {
		this.courier = courier;
		this.reach = reach;
		this.asking = asking;
	}

	/** A member hears that a neighbour has rows. */
	void heard(int member, int neighbour, List<Integer> rows) {
		List<Integer> now = new ArrayList<>();
		for (int row : rows) {
			if (!this.reach.knows(member, row)) {
				Wanted want = of(member).computeIfAbsent(row, (number) -> new Wanted());
				want.holders.add(neighbour);
				if (!want.asked) {
					now.add(row);
				}
			}
		}
		if (!now.isEmpty()) {
			ask(member, neighbour, now);
		}
	}

	/**
	 * A member has got a row.
	 * @return the neighbours that have told to have it
	 */
	List<Integer> got(int member, int row) {
		Wanted want = of(member).remove(row);
		return (want != null) ? want.holders : List.of();
	}

	private void ask(int member, int neighbour, List<Integer> rows) {
		for (int row : rows) {
			Wanted want = of(member).get(row);
			if (want != null) {
				want.asked = true;
				want.tries++;
			}
		}
		this.asking.ask(member, neighbour, rows);
		this.courier.after(member, PATIENCE, () -> askNext(member, rows));
	}

	private void askNext(int member, List<Integer> rows) {
		for (int row : rows) {
			Wanted want = of(member).get(row);
			if (want != null) {
				want.asked = false;
				if (want.tries < want.holders.size()) {
					ask(member, want.holders.get(want.tries), List.of(row));
				}
			}
		}
	}

	private NavigableMap<Integer, Wanted> of(int member) {
		while (this.wanted.size() <= member) {
			this.wanted.add(new TreeMap<>());
		}
		return this.wanted.get(member);
	}

	/** Asks a neighbour for rows. */
	interface Asking {

		/**
		 * Asks.
		 * @param member who asks
		 * @param neighbour who is asked
		 * @param rows for what
		 */
		void ask(int member, int neighbour, List<Integer> rows);

	}

	/** A row that is lacking. */
	private static final class Wanted {

		private final List<Integer> holders = new ArrayList<>();

		private boolean asked;

		private int tries;

	}

}
