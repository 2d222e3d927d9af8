package io.starling.simulator.invariant;

import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.simulator.member.SimulatedMember;

/**
 * I11: a confirmation never counts more members than hold the row, and a complete one
 * means that each member holds it that the owner takes for ALIVE at that moment.
 */
final class Confirmations {

	private final Registry registry;

	Confirmations(Registry registry) {
		this.registry = registry;
	}

	void check(SimulatedMember owner, Row row, Confirmation confirmation) {
		long holders = this.registry.membersOf(owner.mesh())
			.stream()
			.filter((other) -> other != owner && mayHold(other, row))
			.count();
		if (confirmation.holders() > holders) {
			throw violation(owner, row, confirmation, ", which " + holders + " hold");
		}
		if (confirmation.isComplete()) {
			for (MemberState state : owner.snapshot().members().values()) {
				SimulatedMember other = this.registry.member(state.member().id());
				if (other != owner && state.liveness() == Liveness.ALIVE && !mayHold(other, row)) {
					throw violation(owner, row, confirmation,
							", which " + this.registry.name(other.id()) + " does not hold");
				}
			}
		}
	}

	/**
	 * A row that its owner has withdrawn since is known as withdrawn; whoever counts the
	 * owner as gone has put its rows out of sight.
	 */
	private boolean mayHold(SimulatedMember member, Row row) {
		MemberState owner = member.snapshot().members().get(row.id().owner());
		if (owner == null || !owner.isPresent()) {
			return true;
		}
		return member.snapshot()
			.row(row.id())
			.map((held) -> held.version() >= row.version())
			.orElseGet(() -> this.registry.ledger(row.id().owner()).isWithdrawnSince(row.id(), row.version()));
	}

	private InvariantViolation violation(SimulatedMember owner, Row row, Confirmation confirmation, String what) {
		return new InvariantViolation("I11", this.registry.now(), "at " + this.registry.name(owner.id()) + ", "
				+ confirmation + " of " + row.id() + " v" + row.version() + what);
	}

}
