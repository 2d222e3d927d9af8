package io.starling.simulator.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Rumor mongering: whoever knows a rumor pushes it to one member a round, drawn from all
 * others, until it loses interest. Some never hear of it. Demers and others, "Epidemic
 * algorithms for replicated database maintenance", PODC 1987, section 1.4.
 *
 * @param feedback true if only telling those who know already costs interest; false for
 * blind, where every telling does, so that a counter makes it infect-and-die with a
 * fan-out of k
 * @param counter true if interest is lost the k-th time in a row, as the paper's bound of
 * the traffic and its table have it; false for a coin, by which it is lost with
 * probability 1/k each time
 * @param k how much it takes, at least 1
 */
public record Mongering(boolean feedback, boolean counter, int k) {

	private static final int NEVER = -1;

	/**
	 * Checks the bound.
	 * @throws IllegalArgumentException if k is below 1
	 */
	public Mongering {
		if (k < 1) {
			throw new IllegalArgumentException("k must be at least 1, not " + k);
		}
	}

	/**
	 * Returns the name for people.
	 * @return as in the paper
	 */
	public String title() {
		return (this.feedback ? "feedback" : "blind") + ", " + (this.counter ? "counter" : "coin");
	}

	/**
	 * Spreads one rumor from one member until nobody is interested any more.
	 * @param members how many there are, at least 2
	 * @param random where all chance comes from
	 * @return what came of it
	 * @throws IllegalArgumentException for fewer than 2 members
	 */
	public Outcome spread(int members, RandomGenerator random) {
		if (members < 2) {
			throw new IllegalArgumentException("A rumor needs at least 2 members, not " + members);
		}
		int[] heardIn = new int[members];
		Arrays.fill(heardIn, NEVER);
		heardIn[0] = 0;
		List<Teller> infective = new ArrayList<>(List.of(new Teller(0)));
		long sends = 0;
		for (int round = 1; !infective.isEmpty(); round++) {
			List<Teller> next = new ArrayList<>();
			for (Teller teller : infective) {
				int other = (teller.member + 1 + random.nextInt(members - 1)) % members;
				sends++;
				if (heardIn[other] == NEVER) {
					heardIn[other] = round;
					next.add(new Teller(other));
				}
				// Who hears it twice in one round needed it twice: all call at once.
				boolean needed = heardIn[other] == round;
				if (staysInterested(teller, needed, random)) {
					next.add(teller);
				}
			}
			infective = next;
		}
		return outcome(heardIn, sends);
	}

	private boolean staysInterested(Teller teller, boolean needed, RandomGenerator random) {
		if (needed && this.feedback) {
			teller.count = 0;
			return true;
		}
		return this.counter ? ++teller.count < this.k : random.nextInt(this.k) != 0;
	}

	private static Outcome outcome(int[] heardIn, long sends) {
		int[] heard = Arrays.stream(heardIn).filter((round) -> round != NEVER).toArray();
		double residue = 1 - (double) heard.length / heardIn.length;
		double delay = Arrays.stream(heard).average().orElseThrow();
		return new Outcome(residue, (double) sends / heardIn.length, delay, Arrays.stream(heard).max().orElseThrow());
	}

	/**
	 * The residue that the paper's differential equations lead to, for many members: the
	 * solution below 1 of s = e<sup>-(k+1)(1-s)</sup> with feedback and a coin, and of s
	 * = e<sup>-k(1-s)</sup> if blind, where whoever hears sends k messages in the mean
	 * (Kermack and McKendrick, 1927).
	 * @return the share that never hears, if the rumor spreads at all; 1 for blind k = 1
	 */
	public double expectedResidue() {
		int sends = this.feedback ? this.k + 1 : this.k;
		double residue = 0;
		for (int i = 0; i < 10_000; i++) {
			residue = Math.exp(-sends * (1 - residue));
		}
		return residue;
	}

	/** One who tells, and how often that was in vain of late. */
	private static final class Teller {

		private final int member;

		private int count;

		Teller(int member) {
			this.member = member;
		}

	}

	/**
	 * What came of one rumor.
	 *
	 * @param residue the share of the members that never heard of it
	 * @param traffic how many messages there were for each member
	 * @param delay after how many rounds those who heard of it did so, in the mean
	 * @param lastDelay after how many rounds the last of them did so
	 */
	public record Outcome(double residue, double traffic, double delay, double lastDelay) {
	}

}
