package io.starling.simulator.theory;

import java.util.ArrayList;
import java.util.List;

/**
 * The rounds that a rumor takes to reach all, computed rather than simulated: how many
 * know is a Markov chain, whose steps follow from how many different members the calls of
 * those who know hit, and from how many of the others call one who knows. Takes time with
 * the cube of the number of members.
 */
public final class ExactRounds {

	/** What is left of the probability when a distribution ends. */
	private static final double NEGLIGIBLE = 1e-12;

	private final int members;

	/** By how many know, less 1: the probability of 0, 1, 2 ... more in a round. */
	private final List<double[]> steps = new ArrayList<>();

	/**
	 * Computes the chain.
	 * @param model what everybody does in a round
	 * @param members how many there are, at least 2; some hundred take a second
	 */
	public ExactRounds(RoundModel model, int members) {
		this.members = members;
		for (int knowing = 1; knowing < members; knowing++) {
			this.steps.add(switch (model) {
				case PUSH -> hit(knowing);
				case PULL -> calling(knowing, nobodyHit(knowing));
				case PUSH_PULL -> calling(knowing, hit(knowing));
			});
		}
	}

	/** How many different ones of those who do not know are called by those who know. */
	private double[] hit(int knowing) {
		int others = this.members - knowing;
		double[] hit = nobodyHit(knowing);
		for (int call = 0; call < knowing; call++) {
			for (int count = others; count >= 0; count--) {
				double fresh = (double) (others - count) / (this.members - 1);
				hit[count] *= 1 - fresh;
				if (count > 0) {
					hit[count] += hit[count - 1] * (others - count + 1) / (this.members - 1);
				}
			}
		}
		return hit;
	}

	private double[] nobodyHit(int knowing) {
		double[] hit = new double[this.members - knowing + 1];
		hit[0] = 1;
		return hit;
	}

	/** Of those who were not hit, each calls one who knows with the same probability. */
	private double[] calling(int knowing, double[] hit) {
		int others = this.members - knowing;
		double probability = (double) knowing / (this.members - 1);
		double[] more = new double[others + 1];
		double[] callers = { 1 };
		for (int rest = 0; rest <= others; rest++) {
			for (int count = 0; count <= rest; count++) {
				more[others - rest + count] += hit[others - rest] * callers[count];
			}
			callers = oneMore(callers, probability);
		}
		return more;
	}

	/** The binomial distribution of one trial more. */
	private static double[] oneMore(double[] binomial, double probability) {
		double[] next = new double[binomial.length + 1];
		for (int i = 0; i < binomial.length; i++) {
			next[i] += binomial[i] * (1 - probability);
			next[i + 1] += binomial[i] * probability;
		}
		return next;
	}

	/**
	 * Computes the expected number of rounds.
	 * @return rounds, from one member that knows to all
	 */
	public double expectation() {
		double[] left = new double[this.members + 1];
		for (int knowing = this.members - 1; knowing >= 1; knowing--) {
			double[] step = this.steps.get(knowing - 1);
			double sum = 1;
			for (int more = 1; more < step.length; more++) {
				sum += step[more] * left[knowing + more];
			}
			left[knowing] = sum / (1 - step[0]);
		}
		return left[1];
	}

	/**
	 * Computes the distribution of the number of rounds.
	 * @return the probability that all know after exactly 0, 1, 2 ... rounds, until less
	 * than a billionth of a permille is left
	 */
	public List<Double> distribution() {
		List<Double> distribution = new ArrayList<>();
		double[] now = new double[this.members + 1];
		now[1] = 1;
		double done = 0;
		while (1 - done > NEGLIGIBLE) {
			distribution.add(now[this.members] - done);
			done = now[this.members];
			now = afterARound(now);
		}
		return distribution;
	}

	private double[] afterARound(double[] now) {
		double[] next = new double[this.members + 1];
		next[this.members] = now[this.members];
		for (int knowing = 1; knowing < this.members; knowing++) {
			double[] step = this.steps.get(knowing - 1);
			for (int more = 0; more < step.length; more++) {
				next[knowing + more] += now[knowing] * step[more];
			}
		}
		return next;
	}

}
