package io.starling.benchmarks.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measured values of one figure.
 */
final class Samples {

	private final List<Double> values = new ArrayList<>();

	private int expected;

	static Samples of(double value) {
		return new Samples().add(value);
	}

	Samples add(double value) {
		this.values.add(value);
		return this;
	}

	/**
	 * Says how many values there should be; where there are fewer, something never
	 * happened, and the table shows that.
	 */
	Samples expect(int count) {
		this.expected += count;
		return this;
	}

	Samples addAll(Samples other) {
		this.values.addAll(other.values);
		this.expected += other.expected;
		return this;
	}

	boolean isEmpty() {
		return this.values.isEmpty();
	}

	/** Tells whether all values that were expected are there. */
	boolean isComplete() {
		return this.values.size() >= this.expected;
	}

	double max() {
		return this.values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
	}

	double min() {
		return this.values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
	}

	double median() {
		double[] sorted = this.values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		int middle = sorted.length / 2;
		return (sorted.length == 0) ? Double.NaN
				: (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/**
	 * Returns how many values there are, and how many there should be if that differs.
	 */
	String size() {
		return isComplete() ? String.valueOf(this.values.size()) : this.values.size() + " of " + this.expected;
	}

	/** Returns a value as the table shows it: three digits or more. */
	static String format(double value) {
		if (Double.isNaN(value)) {
			return "-";
		}
		if (value == Math.rint(value) || Math.abs(value) >= 100) {
			return String.valueOf(Math.round(value));
		}
		return String.format(Locale.ROOT, (Math.abs(value) >= 10) ? "%.1f" : "%.2f", value);
	}

	@Override
	public String toString() {
		return "median " + format(median()) + ", min " + format(min()) + ", max " + format(max()) + ", n " + size();
	}

}
