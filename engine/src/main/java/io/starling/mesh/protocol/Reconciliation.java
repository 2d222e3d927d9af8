package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * Anti-entropy (Demers et al., PODC 1987, section 1.3): two members compare digests with
 * every look, and when these differ the one that noticed lists the versions that it
 * holds, range by range of owners. The other sends what is newer on its side and asks for
 * what is newer on the first one's. A better way of finding the difference has to replace
 * {@link #begin} and {@link #answer} only.
 */
final class Reconciliation {

	/** A list of versions is closed when it has grown to this many rows. */
	private static final int ROWS_PER_INDEX = 1024;

	private static final Duration PAUSE = Duration.ofSeconds(1);

	/** Tables that changed so lately are probably only waiting for rumors under way. */
	private static final Duration SETTLING = Duration.ofMillis(300);

	private static final int PATIENCE = 3;

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	private final Looks looks;

	private Instant nextAllowed = Instant.MIN;

	Reconciliation(Knowledge knowledge, Links links, Suspicions suspicions, Looks looks) {
		this.suspicions = suspicions;
		this.knowledge = knowledge;
		this.links = links;
		this.looks = looks;
	}

	/**
	 * Compares the other side's digest with the own one, and acts on a difference that
	 * lasts.
	 */
	void compare(Connection connection, Digest theirs, Instant now) {
		if (theirs.equals(this.knowledge.digest())) {
			connection.mismatches = 0;
			return;
		}
		connection.mismatches++;
		boolean settled = this.knowledge.quietFor(now).compareTo(SETTLING) >= 0;
		if ((settled || connection.mismatches > PATIENCE) && !now.isBefore(this.nextAllowed)) {
			this.nextAllowed = now.plus(PAUSE);
			begin(connection);
		}
		else {
			this.looks.hasten(connection, SETTLING, now);
		}
	}

	/** Lists to the other side all versions held here. */
	void begin(Connection connection) {
		connection.mismatches = 0;
		MemberId from = MemberId.MIN;
		List<OwnerIndex> owners = new ArrayList<>();
		int rows = 0;
		for (MemberId owner : this.knowledge.roster().presentIds()) {
			OwnerIndex index = index(owner);
			owners.add(index);
			rows += 1 + index.rows().size();
			if (rows >= ROWS_PER_INDEX && !owner.equals(MemberId.MAX)) {
				this.links.send(connection, new Message.Index(from, owner, owners));
				from = next(owner);
				owners = new ArrayList<>();
				rows = 0;
			}
		}
		this.links.send(connection, new Message.Index(from, MemberId.MAX, owners));
	}

	private OwnerIndex index(MemberId owner) {
		List<RowVersion> rows = new ArrayList<>();
		this.knowledge.rows()
			.of(owner)
			.values()
			.forEach((row) -> rows.add(new RowVersion(row.id().table(), row.id().key(), row.version())));
		long version = this.knowledge.roster().present(owner).map((member) -> member.version()).orElse(0L);
		return new OwnerIndex(owner, version, rows);
	}

	private static MemberId next(MemberId id) {
		return (id.low() == -1L) ? new MemberId(id.high() + 1, 0) : new MemberId(id.high(), id.low() + 1);
	}

	/**
	 * Answers a list of versions: sends what is newer here, asks for what is newer there.
	 */
	void answer(Connection connection, Message.Index index, Instant now) {
		TreeMap<MemberId, OwnerIndex> theirs = new TreeMap<>();
		index.owners().forEach((owner) -> theirs.put(owner.owner(), owner));
		List<MemberId> members = new ArrayList<>();
		List<RowId> rows = new ArrayList<>();
		for (OwnerIndex owner : theirs.values()) {
			compareMember(connection, owner, members);
			compareRows(connection, owner, rows, now);
		}
		for (MemberId owner : this.knowledge.roster().presentIds()) {
			if (owner.compareTo(index.from()) >= 0 && owner.compareTo(index.to()) <= 0 && !theirs.containsKey(owner)) {
				tellMember(connection, owner);
				this.knowledge.rows().of(owner).values().forEach((row) -> tellRow(connection, row));
			}
		}
		for (int from = 0; from < rows.size(); from += ROWS_PER_INDEX) {
			List<RowId> some = rows.subList(from, Math.min(from + ROWS_PER_INDEX, rows.size()));
			this.links.send(connection, new Message.Want(List.of(), some));
		}
		if (!members.isEmpty()) {
			this.links.send(connection, new Message.Want(members, List.of()));
		}
	}

	private void compareMember(Connection connection, OwnerIndex theirs, List<MemberId> wanted) {
		MemberState state = this.knowledge.roster().get(theirs.owner());
		long version = (state != null) ? state.member().version() : 0;
		if (state != null && !state.isPresent() && theirs.version() <= version) {
			this.knowledge.epitaph(state, theirs.version()).forEach((rumor) -> this.links.tell(connection, rumor));
		}
		else if (theirs.version() > version) {
			wanted.add(theirs.owner());
		}
		else if (theirs.version() < version) {
			tellMember(connection, theirs.owner());
		}
	}

	private void compareRows(Connection connection, OwnerIndex theirs, List<RowId> wanted, Instant now) {
		NavigableMap<RowId, Row> ours = new TreeMap<>(this.knowledge.rows().of(theirs.owner()));
		for (RowVersion row : theirs.rows()) {
			RowId id = new RowId(row.table(), theirs.owner(), row.key());
			Row mine = ours.remove(id);
			long version = this.knowledge.rows().version(id);
			if (row.version() > version) {
				wanted.add(id);
			}
			else if (row.version() < version && mine != null) {
				tellRow(connection, mine);
			}
			else if (row.version() < version) {
				this.knowledge.tombstone(id, now).ifPresent((rumor) -> this.links.tell(connection, rumor));
			}
		}
		if (this.knowledge.roster().isPresent(theirs.owner())) {
			ours.values().forEach((row) -> tellRow(connection, row));
		}
	}

	/** Sends what the other side asked for. */
	void serve(Connection connection, Message.Want want) {
		want.members().forEach((member) -> tellMember(connection, member));
		for (RowId id : want.rows()) {
			Row row = this.knowledge.rows().get(id);
			if (row != null) {
				tellRow(connection, row);
			}
		}
	}

	private void tellMember(Connection connection, MemberId id) {
		this.knowledge.roster().present(id).ifPresent((member) -> {
			this.links.tell(connection, new Rumor.OfMember(member));
			this.suspicions.votesOn(member).forEach((vote) -> this.links.tell(connection, vote));
		});
	}

	private void tellRow(Connection connection, Row row) {
		this.links.tell(connection, new Rumor.OfRow(row, Duration.ZERO));
	}

}
