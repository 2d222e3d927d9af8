package io.starling.simulator;

import java.util.List;
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
		List<RunResult> results = LongStream.rangeClosed(from, to)
			.parallel()
			.mapToObj((seed) -> new Run(ScenarioDraw.draw(seed)).play())
			.toList();
		return new SwarmReport(results);
	}

}
