package io.starling.mesh.model;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Why a member counts as what it counts as: what is believed of it, who watches it, what
 * they say, and what is left of its rows. Immutable; times are on the reader's own
 * monotonic clock.
 *
 * @param state what is believed of the member
 * @param observers who watches it, in order of id; of a dead one, who did when it died
 * @param accusation what is said against the version of it that is known; of a dead one,
 * what led to its death; null if nobody says anything
 * @param rows all of its rows, also where they are not listed because it is dead
 * @param withdrawals the rows that it withdrew
 */
public record Explanation(MemberState state, List<MemberId> observers, @Nullable Accusation accusation, List<Row> rows,
		List<Withdrawal> withdrawals) {

	/**
	 * What is said against one version of a member.
	 *
	 * @param version the version of its record
	 * @param since since when somebody accuses it; of a dead member, when it died
	 * @param agreedSince since when most of its observers agree; null if they do not
	 * @param heldDead true if others were heard to hold it dead
	 * @param statements who says what, in order of id
	 */
	public record Accusation(long version, Instant since, @Nullable Instant agreedSince, boolean heldDead,
			List<Statement> statements) {
	}

	/**
	 * What one member says of another.
	 *
	 * @param by who says so
	 * @param evidence {@code ALIVE}, which denies what others say, {@code SILENT} or
	 * {@code GONE}: PROTOCOL.md says what is which
	 * @param at when it was heard here last
	 */
	public record Statement(MemberId by, String evidence, Instant at) {
	}

	/**
	 * What is left of a row that its owner withdrew.
	 *
	 * @param id the row's name
	 * @param version the version that withdrew it
	 * @param since since when it is withdrawn
	 */
	public record Withdrawal(RowId id, long version, Instant since) {
	}

}
