package io.starling.simulator.theory;

import java.util.List;

/**
 * A line through rounds over the logarithm of the number of members.
 *
 * @param slope rounds for each unit of ln n
 * @param offset rounds at n = 1
 */
public record LogFit(double slope, double offset) {

	/**
	 * Fits by least squares.
	 * @param members the numbers of members, at least two different ones
	 * @param rounds the rounds that each took
	 * @return the line
	 * @throws IllegalArgumentException if there are not as many of both, or fewer than
	 * two
	 */
	public static LogFit of(List<Integer> members, List<Double> rounds) {
		int count = members.size();
		if (count < 2 || count != rounds.size()) {
			throw new IllegalArgumentException("A line needs two points: " + members + ", " + rounds);
		}
		double meanX = members.stream().mapToDouble(Math::log).average().orElseThrow();
		double meanY = rounds.stream().mapToDouble((it) -> it).average().orElseThrow();
		double product = 0;
		double square = 0;
		for (int i = 0; i < count; i++) {
			double x = Math.log(members.get(i)) - meanX;
			product += x * (rounds.get(i) - meanY);
			square += x * x;
		}
		double slope = product / square;
		return new LogFit(slope, meanY - slope * meanX);
	}

	/**
	 * Returns the base of the logarithm that grows as the line does.
	 * @return the base; above 1 for rising lines
	 */
	public double base() {
		return Math.exp(1 / this.slope);
	}

	/**
	 * Returns the base that explains one number of rounds without any offset: rounds =
	 * log<sub>base</sub> n.
	 * @param members n
	 * @param rounds the rounds
	 * @return the base
	 */
	public static double baseWithoutOffset(int members, double rounds) {
		return Math.exp(Math.log(members) / rounds);
	}

}
