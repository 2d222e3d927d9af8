package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * How far the versions of one owner may rise at once. Without a limit a single forged
 * version near the largest one would leave the owner no room to say anything above it.
 * Honest owners count up from 1 and never come near {@link #FREE}; whoever is shown a
 * forged version says what stands above it, so beyond that only small steps are taken in
 * at once. Larger ones are taken in when they have been shown for long enough: so nobody
 * who missed the steps between is left behind for ever.
 */
final class Jumps {

	/** Up to this version everything is taken in. */
	static final long FREE = 1L << 40;

	/** Above that, a step of this height in each second. */
	static final long STEP = 1L << 20;

	/** And as much more for each second since a higher one has been shown first. */
	static final long PER_SECOND = 1L << 28;

	/**
	 * A step so small is always taken in: it is what an owner needs to stand above what
	 * others were shown, however much of all steps these have used up.
	 */
	static final long OBJECTION = 16;

	private static final int MOST = 1024;

	private static final Duration SECOND = Duration.ofSeconds(1);

	/** Beyond this nothing is taken in, so that the owner has room to answer. */
	static final long LAST = Limits.VERSION - STEP;

	private final TreeMap<MemberId, Refused> refused = new TreeMap<>();

	private final TreeMap<MemberId, Steps> steps = new TreeMap<>();

	/**
	 * Tells whether a version may be taken in.
	 * @param owner whose it is
	 * @param known the highest version known of that owner
	 */
	boolean allows(MemberId owner, long known, long version, Instant now) {
		long height = version - Math.max(FREE, known);
		if (height <= 0) {
			return true;
		}
		if (version > LAST) {
			return false;
		}
		if (height <= OBJECTION || isStep(owner, height, now)) {
			return true;
		}
		Refused before = this.refused.get(owner);
		if (before != null) {
			long seconds = Duration.between(before.first(), now).toSeconds();
			if (height <= seconds * PER_SECOND) {
				this.refused.remove(owner);
				return true;
			}
		}
		remember(owner, before, now);
		return false;
	}

	/** All that rises within one second is one step. */
	private boolean isStep(MemberId owner, long height, Instant now) {
		Steps before = this.steps.get(owner);
		boolean known = before != null || this.steps.size() < MOST;
		if (before == null || !now.isBefore(before.since().plus(SECOND))) {
			before = new Steps(now, 0);
		}
		long sum = before.height() + height;
		boolean step = known && sum <= STEP;
		if (step) {
			this.steps.put(owner, new Steps(before.since(), sum));
		}
		return step;
	}

	private void remember(MemberId owner, @Nullable Refused before, Instant now) {
		if (before != null || this.refused.size() < MOST) {
			this.refused.put(owner, new Refused((before != null) ? before.first() : now, now));
		}
	}

	/** Forgets those of whom nothing of the kind has been shown since a moment. */
	void forgetBefore(Instant moment) {
		this.refused.values().removeIf((it) -> it.last().isBefore(moment));
		this.steps.values().removeIf((it) -> it.since().isBefore(moment));
	}

	int size() {
		return this.refused.size() + this.steps.size();
	}

	/**
	 * Versions that were not taken in.
	 *
	 * @param first when one was shown first
	 * @param last when one was shown last
	 */
	private record Refused(Instant first, Instant last) {
	}

	/**
	 * How far versions rose within a second.
	 *
	 * @param since when it began
	 * @param height by how much
	 */
	private record Steps(Instant since, long height) {
	}

}
