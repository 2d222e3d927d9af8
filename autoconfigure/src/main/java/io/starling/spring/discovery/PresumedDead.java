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
 * offers the service who is trusted. Immutable.
 *
 * @param row what the instance said of itself last
 * @param member what was known of its member last; always {@link Liveness#DEAD}
 * @param forgotten true if the mesh does not remember the member any more
 */
public record PresumedDead(Row row, MemberState member, boolean forgotten) {

	/**
	 * A member that was forgotten is told of before its rows are. So long they may take.
	 */
	static final Duration ARRIVAL = Duration.ofSeconds(10);

	private static final String UNHEARD = "it has not been heard for long";

	/**
	 * Says, in words, why the member counts as dead.
	 * @return the reason
	 */
	public String reason() {
		return this.member.reason();
	}

	/**
	 * Presumes that the member of an instance is dead, if that is what a snapshot says.
	 * @param row the instance's row, which the snapshot does not have
	 * @param before what was known of its member so far; null if nothing was
	 * @param presumed what was presumed so far; null if the mesh listed the row
	 * @param snapshot what the mesh knows now
	 * @param now the time
	 * @return what is presumed now; null if the member left, withdrew the row, or died
	 * for certain
	 */
	static @Nullable PresumedDead of(Row row, @Nullable MemberState before, @Nullable PresumedDead presumed,
			MeshSnapshot snapshot, Instant now) {
		MemberState state = snapshot.member(row.id().owner()).orElse(null);
		if (state == null) {
			return forgotten(row, before, presumed);
		}
		return switch (state.liveness()) {
			case LEFT -> null;
			case DEAD -> state.proven() ? null : new PresumedDead(row, state, false);
			// It withdrew the row, unless that is still on its way.
			case ALIVE, SUSPECT ->
				(presumed != null && presumed.forgotten && now.isBefore(state.since().plus(ARRIVAL))) ? presumed : null;
		};
	}

	private static @Nullable PresumedDead forgotten(Row row, @Nullable MemberState before,
			@Nullable PresumedDead presumed) {
		if (presumed != null) {
			return new PresumedDead(row, presumed.member, true);
		}
		return (before == null || before.liveness() == Liveness.LEFT || before.proven()) ? null : new PresumedDead(row,
				new MemberState(before.member(), Liveness.DEAD, before.since(), UNHEARD, false), true);
	}

}
