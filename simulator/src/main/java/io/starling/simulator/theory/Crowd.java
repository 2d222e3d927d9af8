package io.starling.simulator.theory;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Members who call each other at random, in rounds: what is heard in a round can be told
 * from the next one on. The members that are up have the lower numbers, and number 0
 * knows the rumor from the beginning.
 */
final class Crowd {

	private static final int NEVER = Integer.MAX_VALUE;

	private final int[] heardIn;

	/** Those who know, in the order in which they heard. */
	private final int[] knowing;

	private final int up;

	private final double loss;

	private final RandomGenerator random;

	private int known;

	private int knownBefore;

	private int round;

	private long sends;

	/**
	 * Gathers a crowd.
	 * @param size how many members, at least 2
	 * @param troubles how many of them are down, and what is lost
	 * @param random where all chance comes from
	 * @throws IllegalArgumentException if there are fewer than 2
	 */
	Crowd(int size, Troubles troubles, RandomGenerator random) {
		if (size < 2) {
			throw new IllegalArgumentException("A rumor needs at least 2 members, not " + size);
		}
		this.up = Math.max(1, (int) Math.round(size * (1 - troubles.failed())));
		this.heardIn = new int[size];
		Arrays.fill(this.heardIn, NEVER);
		this.knowing = new int[this.up];
		this.loss = troubles.loss();
		this.random = random;
		learn(0);
	}

	/** Begins a round. */
	void next() {
		this.round++;
		this.knownBefore = this.known;
	}

	int round() {
		return this.round;
	}

	/** How many are up. */
	int up() {
		return this.up;
	}

	int known() {
		return this.known;
	}

	boolean isKnownToAll() {
		return this.known == this.up;
	}

	/** How many messages have been sent that carried the rumor. */
	long sends() {
		return this.sends;
	}

	/** How many knew before this round; {@link #knowing} counts them. */
	int knownBefore() {
		return this.knownBefore;
	}

	int knowing(int index) {
		return this.knowing[index];
	}

	/** Tells whether a member knew before this round. */
	boolean knew(int member) {
		return this.heardIn[member] < this.round;
	}

	boolean isUp(int member) {
		return member < this.up;
	}

	/** Draws any other member, be it up or down. */
	int callee(int caller) {
		int other = this.random.nextInt(this.heardIn.length - 1);
		return (other < caller) ? other : other + 1;
	}

	/** Tells whether one message arrives. */
	boolean arrives() {
		return this.loss == 0 || this.random.nextDouble() >= this.loss;
	}

	/** Sends the rumor to a member, who learns it unless it is down or the way is bad. */
	void tell(int member) {
		this.sends++;
		if (isUp(member) && arrives()) {
			learn(member);
		}
	}

	private void learn(int member) {
		if (this.heardIn[member] == NEVER) {
			this.heardIn[member] = this.round;
			this.knowing[this.known++] = member;
		}
	}

}
