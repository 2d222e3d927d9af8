package io.starling.simulator;

import java.time.Duration;
import java.util.SplittableRandom;

import io.starling.simulator.member.Liar;

/**
 * Draws what strangers do who know the name of a mesh and do not mean well.
 */
final class LiarFaults {

	/** So short that all of it is told within the shortest scenario. */
	private static final int LONGEST = 20_000;

	/** So often: enough to be heard before and after whatever else happens. */
	private static final int MOST = 20;

	private static final Lie[] LIES = Lie.values();

	private final Draft draft;

	private int liars;

	LiarFaults(Draft draft) {
		this.draft = draft;
	}

	/** A stranger comes, meets all, and says the same again and again for a while. */
	void lie(FaultKind kind) {
		SplittableRandom random = this.draft.random();
		Lie lie = LIES[random.nextInt(LIES.length)];
		Duration duration = this.draft.millis(1000, LONGEST);
		Duration pause = this.draft.millis(100, 1000);
		long seed = random.nextLong();
		String host = "liar-" + this.liars++;
		this.draft.population()
			.anyAwake()
			.ifPresent((victim) -> this.draft.add(kind, duration, host + " tells for " + duration.toMillis()
					+ " ms, each " + pause.toMillis() + " ms: " + lie + " about " + victim, (mesh) -> {
						Liar liar = Liars.enter(mesh, host, seed);
						if (lie == Lie.VOTES) {
							mesh.invariants().lies().votesAreForged();
						}
						Lies lies = new Lies(mesh, liar, victim, new SplittableRandom(seed));
						liar.repeat((int) Math.min(MOST, duration.dividedBy(pause)), pause, () -> lies.tell(lie));
						mesh.timeline().after(duration, liar::end);
					}));
	}

}
