package io.starling.simulator.capacity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured of meshes of one size. Not thread-safe.
 */
final class Findings {

	private final int members;

	private final Map<Figure, List<Double>> values = new EnumMap<>(Figure.class);

	private String end = "";

	Findings(int members) {
		this.members = members;
	}

	int members() {
		return this.members;
	}

	void add(Figure figure, double value) {
		this.values.computeIfAbsent(figure, (key) -> new ArrayList<>()).add(value);
	}

	/** Says why the measurement ended before its end. */
	void endedBy(String why) {
		this.end = why;
	}

	/** Why the measurement ended before its end; empty if it did not. */
	String end() {
		return this.end;
	}

	/** A figure's values in rising order; empty if it was not measured. */
	Optional<Measured> of(Figure figure) {
		List<Double> found = this.values.get(figure);
		if (found == null) {
			return Optional.empty();
		}
		List<Double> sorted = new ArrayList<>(found);
		Collections.sort(sorted);
		return Optional.of(new Measured(sorted));
	}

	/**
	 * The values of one figure.
	 *
	 * @param sorted the values, the smallest first, at least one
	 */
	record Measured(List<Double> sorted) {

		double min() {
			return this.sorted.get(0);
		}

		double max() {
			return this.sorted.get(this.sorted.size() - 1);
		}

		double median() {
			int half = this.sorted.size() / 2;
			return (this.sorted.size() % 2 == 1) ? this.sorted.get(half)
					: (this.sorted.get(half - 1) + this.sorted.get(half)) / 2;
		}

	}

}
