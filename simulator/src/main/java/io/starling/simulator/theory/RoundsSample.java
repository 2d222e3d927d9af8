package io.starling.simulator.theory;

import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.starling.simulator.theory.RoundModel.Course;

/**
 * Many rumors of one kind.
 *
 * @param members among how many they spread
 * @param courses how each of them went
 */
public record RoundsSample(int members, List<Course> courses) {

	/**
	 * Spreads rumors, on all processors; the same seed leads to the same sample.
	 * @param model what everybody does in a round
	 * @param members how many there are
	 * @param troubles what goes wrong
	 * @param runs how many rumors
	 * @param seed decides all chance
	 * @return the sample
	 */
	public static RoundsSample draw(RoundModel model, int members, Troubles troubles, int runs, long seed) {
		SplittableRandom root = new SplittableRandom(seed);
		List<SplittableRandom> randoms = IntStream.range(0, runs).mapToObj((i) -> root.split()).toList();
		return new RoundsSample(members,
				randoms.parallelStream().map((random) -> model.spread(members, troubles, random)).toList());
	}

	/**
	 * Returns the mean number of rounds until all knew.
	 * @return rounds
	 */
	public double meanRounds() {
		return mean(Course::rounds);
	}

	/**
	 * Returns the standard deviation of the number of rounds.
	 * @return rounds
	 */
	public double deviation() {
		double mean = meanRounds();
		return Math.sqrt(mean((course) -> (course.rounds() - mean) * (course.rounds() - mean)));
	}

	/**
	 * Returns how often a member sent the rumor until all knew.
	 * @return sends, in the mean
	 */
	public double meanSends() {
		return mean(Course::sends);
	}

	private double mean(ToDoubleFunction<Course> figure) {
		return this.courses.stream().mapToDouble(figure).average().orElseThrow();
	}

	/**
	 * Returns how many of the rumors took how many rounds.
	 * @return shares of all rumors by rounds, without those that never came
	 */
	public NavigableMap<Integer, Double> distribution() {
		NavigableMap<Integer, Double> shares = new TreeMap<>();
		this.courses.forEach((course) -> shares.merge(course.rounds(), 1.0 / this.courses.size(), Double::sum));
		return shares;
	}

}
