package io.starling.benchmarks.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * What several measurements of one thing say together. The machine is never quite quiet,
 * so the median counts, and the extremes show how far to trust it.
 *
 * @param median the value in the middle, or the mean of the two there
 * @param min the smallest value
 * @param max the largest value
 * @param count how many there are
 */
public record Spread(double median, double min, double max, int count) {

	/**
	 * Summarizes values.
	 * @param values at least one value
	 * @return their summary
	 */
	public static Spread of(Collection<Double> values) {
		if (values.isEmpty()) {
			throw new IllegalArgumentException("Nothing was measured");
		}
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
	}

	/**
	 * Summarizes values.
	 * @param values at least one value
	 * @return their summary
	 */
	public static Spread of(double... values) {
		return of(Arrays.stream(values).boxed().toList());
	}

	/**
	 * Returns a number with three significant digits, but never a fraction of one above
	 * 100.
	 * @param value the number
	 * @return its text
	 */
	public static String shortly(double value) {
		double size = Math.abs(value);
		if (size >= 100 || size == 0) {
			return String.format(Locale.ROOT, "%,.0f", value);
		}
		return String.format(Locale.ROOT, (size >= 10) ? "%.1f" : (size >= 1) ? "%.2f" : "%.3f", value);
	}

	/**
	 * Returns the median, with the extremes if there is more than one value.
	 * @return such as {@code 3.21 (2.80 to 4.00)}
	 */
	@Override
	public String toString() {
		String middle = shortly(this.median);
		return (this.count == 1) ? middle : middle + " (" + shortly(this.min) + " to " + shortly(this.max) + ")";
	}

}
