package io.starling.simulator;

import java.util.EnumSet;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What the scenario of every fourth seed has besides: kinds of faults and settings that
 * came later. Drawn from chances of its own, so that all other seeds keep the scenario
 * that they always had.
 */
final class Widening {

	private static final long SALT = 0x71DE5CE9L;

	private static final int EVERY = 4;

	private final SplittableRandom random;

	private final SortedSet<FaultKind> kinds;

	private Widening(long seed) {
		this.random = new SplittableRandom(seed ^ SALT);
		this.kinds = isWide(seed) ? drawKinds() : new TreeSet<>();
	}

	static Widening of(long seed) {
		return new Widening(seed);
	}

	static boolean isWide(long seed) {
		return Math.floorMod(seed, EVERY) == EVERY - 1;
	}

	SortedSet<FaultKind> kinds() {
		return this.kinds;
	}

	private SortedSet<FaultKind> drawKinds() {
		TreeSet<FaultKind> drawn = new TreeSet<>();
		for (FaultKind kind : EnumSet.allOf(FaultKind.class)) {
			if (kind.isWide() && this.random.nextInt(100) < 40) {
				drawn.add(kind);
			}
		}
		return drawn;
	}

}
