package io.starling.simulator.invariant;

import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.simulator.member.SimulatedMember;

import org.jspecify.annotations.Nullable;

/**
 * Is told what changed in what a member shows its readers.
 */
interface ChangeListener {

	/**
	 * What a member shows of another one, or of itself, changed; null stands for nothing.
	 */
	void memberChanged(SimulatedMember viewer, MemberId id, @Nullable MemberState before, @Nullable MemberState after);

	/** A row that a member shows changed; null stands for none. */
	void rowChanged(SimulatedMember viewer, RowId id, @Nullable Row before, @Nullable Row after);

}
