package io.starling.spring.discovery;

import java.time.Duration;
import java.time.Instant;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * Why the catalogue goes on listing an instance whose row the mesh does not list any
 * more: its member counts as dead, but only because nothing is heard of it, and nobody
 * offers the service who is trusted. Immutable. Times are the catalogue's own, by a clock
 * that nobody sets.
 *
 * @param row what the instance said of itself last
 * @param member what was known of its member last; always {@link Liveness#DEAD}
 * @param since when the catalogue began to presume that
 * @param back since when the member is back without the row; null if it is not
 */
public record PresumedDead(Row row, MemberState member, Instant since, @Nullable Instant back) {

	/**
	 * Members are told of before their rows are. So long those of one that is back may
	 * take; what it has withdrawn meanwhile goes then.
	 */
	static final Duration ARRIVAL = Duration.ofSeconds(10);

	/** So long an instance stays if nothing is heard of it at all. */
	static final Duration KEPT = Duration.ofHours(24);

	private static final String UNHEARD = "it has not been heard for long";

	/**
	 * Says, in words, why the member counts as dead.
	 * @return the reason
	 */
	public String reason() {
		return this.member.reason();
	}

	/** Until when the instance stays listed, if nothing else happens. */
	Instant until() {
		Instant longest = this.since.plus(KEPT);
		Instant arrival = (this.back != null) ? this.back.plus(ARRIVAL) : longest;
		return arrival.isBefore(longest) ? arrival : longest;
	}

	/**
	 * Presumes that the member of an instance is dead, if that is what a snapshot says.
	 * @param row the instance's row, which the snapshot does not have
	 * @param before what was known of its member so far; null if nothing was
	 * @param presumed what was presumed so far; null if the mesh listed the row
	 * @param snapshot what the mesh knows now
	 * @param now the time
	 * @return what is presumed now; null if the member left, withdrew the row, died for
	 * certain, or was not heard for too long
	 */
	static @Nullable PresumedDead of(Row row, @Nullable MemberState before, @Nullable PresumedDead presumed,
			MeshSnapshot snapshot, Instant now) {
		MemberState state = snapshot.member(row.id().owner()).orElse(null);
		boolean withdrawn = presumed == null && state != null && state.isPresent() && !isBack(before, state);
		if (snapshot.isGone(row.id().owner()) || withdrawn) {
			return null;
		}
		Instant since = (presumed != null) ? presumed.since : now;
		MemberState dead = (state != null && !state.isPresent()) ? state
				: (presumed != null) ? presumed.member : unheard(before);
		Instant back = (state == null || !state.isPresent()) ? null
				: (presumed != null && presumed.back != null) ? presumed.back : now;
		PresumedDead next = (dead != null) ? new PresumedDead(row, dead, since, back) : null;
		return (next != null && now.isBefore(next.until())) ? next : null;
	}

	/** Whoever was never doubted has not been forgotten in between, nor have its rows. */
	private static boolean isBack(@Nullable MemberState before, MemberState state) {
		return before != null && before.liveness() != Liveness.ALIVE && state.liveness() == Liveness.ALIVE;
	}

	private static @Nullable MemberState unheard(@Nullable MemberState before) {
		return (before == null) ? null
				: new MemberState(before.member(), Liveness.DEAD, before.since(), UNHEARD, false);
	}

}
