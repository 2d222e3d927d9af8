package io.starling.simulator.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What everybody does in a round, with one partner each that is drawn from all others.
 */
public enum RoundModel {

	/**
	 * Who knows the rumor tells it to its partner: log<sub>2</sub> n + ln n + O(1) rounds
	 * (Pittel, "On spreading a rumor", SIAM Journal on Applied Mathematics 47, 1987).
	 */
	PUSH("push") {

		@Override
		void play(Crowd crowd) {
			for (int i = 0; i < crowd.knownBefore(); i++) {
				crowd.tell(crowd.callee(crowd.knowing(i)));
			}
		}

	},

	/**
	 * Who does not know it asks its partner: log<sub>2</sub> n + log<sub>2</sub> ln n +
	 * O(1) rounds (Demers and others, "Epidemic algorithms for replicated database
	 * maintenance", PODC 1987, section 1.3; Karp and others, FOCS 2000, section 1).
	 */
	PULL("pull") {

		@Override
		void play(Crowd crowd) {
			for (int member = 0; member < crowd.up(); member++) {
				if (!crowd.knew(member)) {
					ask(crowd, member, crowd.callee(member));
				}
			}
		}

	},

	/**
	 * Everybody calls its partner, and whoever of the two knows tells the other:
	 * log<sub>3</sub> n + O(log log n) rounds (Karp, Schindelhauer, Shenker and Vöcking,
	 * "Randomized rumor spreading", FOCS 2000).
	 */
	PUSH_PULL("push-pull") {

		@Override
		void play(Crowd crowd) {
			for (int member = 0; member < crowd.up(); member++) {
				int partner = crowd.callee(member);
				if (crowd.knew(member)) {
					crowd.tell(partner);
				}
				else {
					ask(crowd, member, partner);
				}
			}
		}

	};

	/** Whatever takes longer than this does not end. */
	private static final int MOST_ROUNDS = 100_000;

	private final String title;

	RoundModel(String title) {
		this.title = title;
	}

	abstract void play(Crowd crowd);

	/** Asks a partner, who answers if it hears the question and knows the rumor. */
	private static void ask(Crowd crowd, int member, int partner) {
		if (crowd.knew(partner) && crowd.arrives()) {
			crowd.tell(member);
		}
	}

	/**
	 * Returns the name for people.
	 * @return lower-case words
	 */
	public String title() {
		return this.title;
	}

	/**
	 * Spreads one rumor from one member until all that are up know it.
	 * @param members how many there are, at least 2
	 * @param troubles what goes wrong
	 * @param random where all chance comes from
	 * @return what came of it
	 * @throws IllegalArgumentException for fewer than 2 members
	 */
	public Course spread(int members, Troubles troubles, RandomGenerator random) {
		Crowd crowd = new Crowd(members, troubles, random);
		List<Integer> known = new ArrayList<>(List.of(1));
		while (!crowd.isKnownToAll()) {
			if (crowd.round() == MOST_ROUNDS) {
				throw new IllegalStateException("Not all know after " + MOST_ROUNDS + " rounds");
			}
			crowd.next();
			play(crowd);
			known.add(crowd.known());
		}
		return new Course(crowd.round(), (double) crowd.sends() / crowd.up(), List.copyOf(known));
	}

	/**
	 * How one rumor went.
	 *
	 * @param rounds after how many rounds all knew
	 * @param sends how often a member sent the rumor until then, in the mean
	 * @param known how many knew after 0, 1, 2 ... rounds
	 */
	public record Course(int rounds, double sends, List<Integer> known) {
	}

}
