package io.starling.benchmarks.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.starling.benchmarks.measure.Spread;

/**
 * All samples of a comparison.
 *
 * @param samples the samples, in any order
 */
record Results(List<Sample> samples) {

	Results {
		samples = List.copyOf(samples);
	}

	/** Returns the sizes measured, from small to large. */
	List<Integer> sizes() {
		return this.samples.stream().map(Sample::members).distinct().sorted().toList();
	}

	/** Returns the products measured, Starling first. */
	List<Product> products() {
		return this.samples.stream().map(Sample::product).distinct().sorted().toList();
	}

	/** Returns the samples of one thing. */
	List<Sample> of(Product product, int members, Figure figure) {
		return this.samples.stream()
			.filter((sample) -> sample.product() == product && sample.members() == members && sample.figure() == figure)
			.toList();
	}

	/**
	 * Summarizes what was reached. Where something was not reached within its limit, half
	 * a median would flatter, so there is none.
	 */
	Optional<Spread> spread(Product product, int members, Figure figure) {
		List<Sample> found = of(product, members, figure);
		if (found.isEmpty() || !found.stream().allMatch(Sample::reached)) {
			return Optional.empty();
		}
		return Optional.of(Spread.of(found.stream().map(Sample::value).toList()));
	}

	/** Returns how many times Starling's median a median is. */
	OptionalDouble ratio(Product product, int members, Figure figure) {
		Optional<Spread> own = spread(product, members, figure);
		Optional<Spread> starling = spread(Product.STARLING, members, figure);
		if (product == Product.STARLING || own.isEmpty() || starling.isEmpty() || starling.get().median() <= 0) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of(own.get().median() / starling.get().median());
	}

}
