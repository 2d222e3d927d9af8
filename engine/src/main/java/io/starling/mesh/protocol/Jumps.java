package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

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

	/** Above that, a step of this height. */
	static final long STEP = 1L << 20;

	/** And as much more for each second since a higher one has been shown first. */
	static final long PER_SECOND = 1L << 28;

	private static final int MOST = 1024;

	private final TreeMap<MemberId, Refused> refused = new TreeMap<>();

	/**
	 * Tells whether a version may be taken in.
	 * @param owner whose it is
	 * @param known the highest version known of that owner
	 */
	boolean allows(MemberId owner, long known, long version, Instant now) {
		long most = Math.max(FREE, known + STEP);
		if (version <= most) {
			return true;
		}
		Refused before = this.refused.get(owner);
		if (before != null) {
			long seconds = Duration.between(before.first(), now).toSeconds();
			if (version - most <= seconds * PER_SECOND) {
				this.refused.remove(owner);
				return true;
			}
		}
		remember(owner, before, now);
		return false;
	}

	private void remember(MemberId owner, @Nullable Refused before, Instant now) {
		if (before != null || this.refused.size() < MOST) {
			this.refused.put(owner, new Refused((before != null) ? before.first() : now, now));
		}
	}

	/** Forgets those of whom nothing of the kind has been shown since a moment. */
	void forgetBefore(Instant moment) {
		this.refused.values().removeIf((it) -> it.last().isBefore(moment));
	}

	int size() {
		return this.refused.size();
	}

	/**
	 * Versions that were not taken in.
	 *
	 * @param first when one was shown first
	 * @param last when one was shown last
	 */
	private record Refused(Instant first, Instant last) {
	}

}
