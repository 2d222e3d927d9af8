package io.starling.simulator.theory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything that the page about theory shows: drawn once, by one seed. Deeply immutable
 * when it is done.
 */
final class TheoryStudy {

	static final long SEED = 1;

	/** The size at which distributions and troubles are shown. */
	static final int TYPICAL = 1000;

	/** The size up to which the exact distribution is computed. */
	static final int EXACT = 100;

	static final List<Double> SHARES = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5);

	private static final List<Integer> SIZES = List.of(10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000);

	private static final int SMALLEST = 10;

	private static final int OVERLAY_RINGS = 4;

	/** Where members are fewer, more rumors are drawn, for about the same work. */
	private static final int FEW_MEMBERS = 5000;

	/** The largest size at which troubles are drawn. */
	private static final int TROUBLED = 10_000;

	private static final int MOST_RUNS = 10_000;

	private final int largest;

	private final int fewestRuns;

	private final Consumer<String> progress;

	private final Map<RoundModel, List<RoundsSample>> samples = new EnumMap<>(RoundModel.class);

	private final List<List<OverlayCourse>> overlays = new ArrayList<>();

	/**
	 * Draws.
	 * @param largest how many members there are at most, at least 1,000
	 * @param fewestRuns how many rumors are drawn for each point at least
	 * @param progress told what comes next
	 */
	TheoryStudy(int largest, int fewestRuns, Consumer<String> progress) {
		this.largest = largest;
		this.fewestRuns = fewestRuns;
		this.progress = progress;
		for (RoundModel model : RoundModel.values()) {
			this.samples.put(model, sizes().stream().map((size) -> draw(model, size, Troubles.NONE)).toList());
		}
		for (int size : sizes()) {
			progress.accept("overlay of " + size);
			this.overlays.add(IntStream.range(0, this.fewestRuns)
				.parallel()
				.mapToObj((i) -> OverlayCourse.draw(size, OVERLAY_RINGS, new SplittableRandom(SEED + i)))
				.toList());
		}
	}

	List<Integer> sizes() {
		return SIZES.stream().filter((size) -> size <= this.largest).toList();
	}

	/** The samples of a model, one a size, nothing going wrong. */
	List<RoundsSample> samples(RoundModel model) {
		return this.samples.getOrDefault(model, List.of());
	}

	/** A sample; one of those that are there already, where nothing goes wrong. */
	RoundsSample sample(RoundModel model, int size, Troubles troubles) {
		int there = troubles.equals(Troubles.NONE) ? sizes().indexOf(size) : -1;
		return (there >= 0) ? samples(model).get(there) : draw(model, size, troubles);
	}

	private RoundsSample draw(RoundModel model, int size, Troubles troubles) {
		this.progress.accept(model.title() + " among " + size);
		int runs = Math.min(MOST_RUNS, Math.max(this.fewestRuns, this.fewestRuns * FEW_MEMBERS / size));
		return RoundsSample.draw(model, size, troubles, runs, SEED);
	}

	/** The courses through overlays, one list a size. */
	List<List<OverlayCourse>> overlays() {
		return this.overlays;
	}

	List<Mongering.Outcome> outcomes(Mongering rule) {
		this.progress.accept("mongering: " + rule.title() + ", k = " + rule.k());
		SplittableRandom root = new SplittableRandom(SEED);
		List<SplittableRandom> randoms = Stream.generate(root::split).limit(5L * this.fewestRuns).toList();
		return randoms.parallelStream().map((random) -> rule.spread(TYPICAL, random)).toList();
	}

	/** The line through the mean rounds of a model from 100 members on. */
	LogFit fit(RoundModel model) {
		return fit(samples(model));
	}

	/** The same when things go wrong, up to 10,000 members. */
	LogFit fit(RoundModel model, Troubles troubles) {
		return fit(sizes().stream()
			.filter((size) -> size >= EXACT && size <= TROUBLED)
			.map((size) -> sample(model, size, troubles))
			.toList());
	}

	private static LogFit fit(List<RoundsSample> samples) {
		List<RoundsSample> large = samples.stream().filter((sample) -> sample.members() >= EXACT).toList();
		return LogFit.of(large.stream().map(RoundsSample::members).toList(),
				large.stream().map(RoundsSample::meanRounds).toList());
	}

	/** Among how many members, from 10 on, a model's exact rounds have a base. */
	int sizeWithBase(RoundModel model, double base) {
		return IntStream.rangeClosed(SMALLEST, EXACT)
			.boxed()
			.min(Comparator.comparingDouble((size) -> Math
				.abs(LogFit.baseWithoutOffset(size, new ExactRounds(model, size).expectation()) - base)))
			.orElseThrow();
	}

}
