package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * Answers one request of another member: puts what is known here to what leaves by its
 * connection, until a page is full. Whoever wants more asks again, when it has taken the
 * page in: that is the back-pressure of a large table.
 */
final class Telling {

	/** A page is full when it has grown to this many bytes of rows. */
	private static final int PAGE_SIZE = 256 * 1024;

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	private final Connection connection;

	private int size;

	private int told;

	Telling(Knowledge knowledge, Links links, Suspicions suspicions, Connection connection) {
		this.knowledge = knowledge;
		this.links = links;
		this.suspicions = suspicions;
		this.connection = connection;
	}

	boolean isFull() {
		return this.size >= PAGE_SIZE;
	}

	/** Of how many members and rows something was told. */
	int told() {
		return this.told;
	}

	/** Tells a present member's record, and what stands against it. */
	void member(MemberId id) {
		this.knowledge.roster().present(id).ifPresent((member) -> {
			this.told++;
			pass(new Rumor.OfMember(member));
			this.suspicions.votesOn(member).forEach(this::pass);
		});
	}

	/** Tells what became of a member that is dead or gone. */
	void end(MemberId id, long held) {
		this.told++;
		this.knowledge.departed().epitaph(id, held).forEach(this::pass);
		MemberState state = this.knowledge.roster().get(id);
		if (state != null) {
			Case last = this.suspicions.lastCase(state.member());
			if (last != null) {
				last.rumors().forEach(this::pass);
			}
		}
	}

	void row(Row row) {
		tell(new Rumor.OfRow(row, Duration.ZERO));
	}

	/** Tells the newest of a row, standing or withdrawn. */
	void row(RowId id, Instant now) {
		this.knowledge.latest(id, now).ifPresent(this::tell);
	}

	private void tell(Rumor.OfRow rumor) {
		this.told++;
		pass(rumor);
	}

	private void pass(Rumor rumor) {
		this.size += Outgoing.size(rumor);
		this.links.tell(this.connection, rumor);
	}

}
