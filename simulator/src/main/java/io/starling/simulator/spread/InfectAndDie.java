package io.starling.simulator.spread;

import java.util.List;
import java.util.TreeSet;

/**
 * Random fan-out: who hears a row for the first time sends it to f members drawn from
 * all, by datagram, and never again ("infect and die"; Eugster, Guerraoui, Kermarrec and
 * Massoulie, "From epidemics to distributed computing", IEEE Computer 2004). With f = ln
 * n + c all of n members are reached with probability e^(-e^(-c)) (Kermarrec, Massoulie
 * and Ganesh, "Probabilistic reliable dissemination in large-scale systems", TPDS 2003).
 */
final class InfectAndDie implements Spreading {

	private final int members;

	private final int fanOut;

	private final Courier courier;

	private final Reach reach;

	/**
	 * Creates a random fan-out.
	 * @param members how many members there are
	 * @param courier carries the frames
	 * @param reach notes who knows what
	 */
	InfectAndDie(int members, Courier courier, Reach reach) {
		this.members = members;
		this.fanOut = Math.min(members - 1, fanOut(members));
		this.courier = courier;
		this.reach = reach;
	}

	static Kind kind() {
		return (overlay, courier, reach) -> new InfectAndDie(overlay.size(), courier, reach);
	}

	static int fanOut(int members) {
		return (int) Math.ceil(Math.log(members)) + 2;
	}

	/** The probability that all members are reached, if loss thins the fan-out. */
	static double expectedCoverage(int members, double loss) {
		return Math.exp(-Math.exp(Math.log(members) - fanOut(members) * (1 - loss)));
	}

	@Override
	public void write(int owner, List<Integer> rows) {
		infect(owner, rows);
	}

	@Override
	public void receive(int from, int to, Frame frame) {
		List<Integer> news = frame.rows().stream().filter((row) -> !this.reach.knows(to, row)).toList();
		news.forEach((row) -> this.reach.learn(to, row, from, this.courier.time(to)));
		if (!news.isEmpty()) {
			infect(to, news);
		}
	}

	private void infect(int member, List<Integer> rows) {
		Frame frame = new Frame(Frame.Kind.ROWS, rows);
		TreeSet<Integer> drawn = new TreeSet<>();
		while (drawn.size() < this.fanOut) {
			int other = this.courier.random().nextInt(this.members);
			if (other != member) {
				drawn.add(other);
			}
		}
		drawn.forEach((other) -> this.courier.cast(member, other, frame));
	}

}
