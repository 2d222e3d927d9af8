package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Draws pauses, so that members do not move in step.
 */
final class Spread {

	private Spread() {
	}

	/** Draws a pause between three and five quarters of a given one. */
	static Duration of(Duration pause, RandomGenerator random) {
		return pause.multipliedBy(3 + random.nextInt(3)).dividedBy(4);
	}

}
