package io.starling.mesh;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Tells the time of day as it was at the start plus what has passed since by a clock that
 * nobody sets, so that a jump of the wall clock moves no deadline. That clock stands
 * still while a machine is suspended, as most do; so where the wall clock has gained more
 * than a minute at once, or less if that is long for a mesh, that time counts as passed,
 * and whoever asks finds that it was away. One set forward by hand looks the same. Safe
 * on any thread.
 */
final class MonotonicClock implements InstantSource {

	/** What a wall clock gains at most without the machine having been suspended. */
	static final Duration LEAP = Duration.ofMinutes(1);

	private final InstantSource wall;

	private final LongSupplier nanos;

	private Duration leap = LEAP;

	private Instant now;

	private Instant lastWall;

	private long lastNanos;

	MonotonicClock() {
		this(InstantSource.system(), System::nanoTime);
	}

	/**
	 * Creates a clock that begins now.
	 * @param wall the time of day
	 * @param nanos what is counted from now on; never runs backwards, but may overflow
	 */
	MonotonicClock(InstantSource wall, LongSupplier nanos) {
		this.wall = wall;
		this.nanos = nanos;
		this.lastWall = wall.instant();
		this.lastNanos = nanos.getAsLong();
		this.now = this.lastWall;
	}

	/**
	 * Lets shorter suspensions count, too.
	 * @param leap from how much on, if that is less than before
	 */
	synchronized void noticeFrom(Duration leap) {
		this.leap = (leap.compareTo(this.leap) < 0) ? leap : this.leap;
	}

	@Override
	public synchronized Instant instant() {
		long nanos = this.nanos.getAsLong();
		Instant wall = this.wall.instant();
		Duration passed = Duration.ofNanos(nanos - this.lastNanos);
		Duration gained = Duration.between(this.lastWall, wall).minus(passed);
		this.now = this.now.plus((gained.compareTo(this.leap) > 0) ? passed.plus(gained) : passed);
		this.lastWall = wall;
		this.lastNanos = nanos;
		return this.now;
	}

}
