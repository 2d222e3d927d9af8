package io.starling.mesh.protocol;

import java.time.Duration;

import io.starling.mesh.model.Limits;

/**
 * The protocol's timings and limits. Every member of a mesh should run with the same.
 *
 * @param rings how many rings the overlay has; each gives two neighbours: more cost more
 * idle traffic and survive more simultaneous deaths
 * @param tick how often {@link Protocol#tick} is called while anything is going on, and
 * how much a beat may be late: a shorter one notices deadlines sooner and costs CPU
 * @param beatInterval how often a member shows each of its successors that it lives:
 * shorter notices silence sooner and costs idle traffic; at most
 * {@link Limits#BEAT_INTERVAL}
 * @param pingTimeout how long each step of a handshake may take, and half of how long the
 * first ping on a link may stay unanswered, before it is evidence of silence; from then
 * on the round trips decide: longer forgives slow networks and busy newcomers, and
 * notices later that a new link leads nowhere
 * @param hangTolerance how long a silent member is kept before it counts as dead: longer
 * forgives longer pauses, and keeps the victims of a power cut listed for longer
 * @param joinInterval the pause between two rounds of trying seeds while alone; doubles
 * up to sixteen times its length
 * @param healInterval how often a member that is not alone tries a seed or a dead member,
 * to heal partitions
 * @param mixInterval how often tables are compared with a random member instead of a
 * neighbour
 * @param linger how long a link that the overlay no longer wants is kept
 * @param retention how long tombstones and the names of the dead are kept: must be longer
 * than any message takes, and at least {@link #LEAST_RETENTION} hang tolerances and beat
 * intervals
 * @param maxState the most bytes in the state of one row, at most
 * {@link Limits#STATE_SIZE}
 * @param maxOwnerWeight the most bytes in all rows of one member
 */
public record Settings(int rings, Duration tick, Duration beatInterval, Duration pingTimeout, Duration hangTolerance,
		Duration joinInterval, Duration healInterval, Duration mixInterval, Duration linger, Duration retention,
		int maxState, int maxOwnerWeight) {

	/**
	 * The shortest retention, in hang tolerances and in beat intervals: who has heard
	 * nobody for half of it counts as away, which has to be longer than anybody may be
	 * silent.
	 */
	public static final int LEAST_RETENTION = 3;

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException naming the setting that is out of its bounds
	 */
	public Settings {
		require(rings >= 1 && rings <= 16, "rings must be 1 to 16, not " + rings);
		positive("tick", tick);
		positive("beat-interval", beatInterval);
		require(beatInterval.compareTo(Limits.BEAT_INTERVAL) <= 0,
				"beat-interval must be at most " + Limits.BEAT_INTERVAL + ", not " + beatInterval);
		positive("ping-timeout", pingTimeout);
		positive("hang-tolerance", hangTolerance);
		positive("join-interval", joinInterval);
		positive("heal-interval", healInterval);
		positive("mix-interval", mixInterval);
		positive("linger", linger);
		positive("retention", retention);
		require(retention.compareTo(hangTolerance.multipliedBy(LEAST_RETENTION)) >= 0
				&& retention.compareTo(beatInterval.multipliedBy(LEAST_RETENTION)) >= 0,
				"retention must be at least " + LEAST_RETENTION + " times hang-tolerance, " + hangTolerance
						+ ", and beat-interval, " + beatInterval + ", not " + retention);
		require(maxState >= 1 && maxState <= Limits.STATE_SIZE,
				"max-row-size must be 1 to " + Limits.STATE_SIZE + " bytes, not " + maxState);
		require(maxOwnerWeight >= maxState,
				"max-member-size must be at least max-row-size, " + maxState + " bytes, not " + maxOwnerWeight);
	}

	/**
	 * Returns the defaults: four rings, a beat to every successor each 3 s, 5 s of
	 * tolerance for a frozen process.
	 * @return the default settings
	 */
	public static Settings defaults() {
		return new Settings(4, Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(1),
				Duration.ofSeconds(5), Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(60),
				Duration.ofSeconds(10), Duration.ofMinutes(10), 16 * 1024, 256 * 1024);
	}

	private static void positive(String name, Duration value) {
		require(!value.isNegative() && !value.isZero(), name + " must be longer than zero, not " + value);
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}
