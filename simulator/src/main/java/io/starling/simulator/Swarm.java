package io.starling.simulator;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Plays many drawn scenarios, one seed each. Every run is on one thread; several run
 * beside each other.
 */
public final class Swarm {

	private Swarm() {
	}

	/**
	 * Plays a range of seeds.
	 * @param from the first seed
	 * @param to the last one
	 * @return what came of them, in order of seed
	 */
	public static SwarmReport play(long from, long to) {
		return play(from, to, () -> false, (seed) -> {
		});
	}

	/**
	 * Plays a range of seeds until somebody asks for the end.
	 * @param from the first seed
	 * @param to the last one
	 * @param stopped asked before each seed, by several threads
	 * @param played told of each seed that has been played, by several threads
	 * @return what came of those that were played, in order of seed
	 */
	public static SwarmReport play(long from, long to, BooleanSupplier stopped, LongConsumer played) {
		List<RunResult> results = LongStream.rangeClosed(from, to)
			.parallel()
			.filter((seed) -> !stopped.getAsBoolean())
			.mapToObj((seed) -> {
				RunResult result = new Run(ScenarioDraw.draw(seed)).play();
				played.accept(seed);
				return result;
			})
			.toList();
		return new SwarmReport(results);
	}

}
