package io.starling.mesh.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * The plain way to find what two tables differ in: the member that noticed lists the
 * versions that it holds, range by range of owners. The other sends what is newer on its
 * side, a page at most, asks for what is newer on the first one's, and says from where
 * the list is to go on. So a newcomer, whose list is short, gets the whole table.
 */
final class Listing {

	/** A list of versions is closed when it has grown to this many rows. */
	private static final int ROWS_PER_INDEX = 1024;

	/** So many names fit a message, however long they are. */
	private static final int ROWS_PER_WANT = 1024;

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	Listing(Knowledge knowledge, Links links, Suspicions suspicions) {
		this.knowledge = knowledge;
		this.links = links;
		this.suspicions = suspicions;
	}

	/** Lists to the other side versions held here, from an owner on. */
	void list(Connection connection, MemberId from) {
		List<OwnerIndex> owners = new ArrayList<>();
		int rows = 0;
		MemberId to = MemberId.MAX;
		for (MemberId owner : this.knowledge.roster().presentIds()) {
			if (owner.compareTo(from) >= 0) {
				OwnerIndex index = index(owner);
				owners.add(index);
				rows += 1 + index.rows().size();
				if (rows >= ROWS_PER_INDEX) {
					to = owner;
					break;
				}
			}
		}
		connection.listedFrom = from;
		this.links.send(connection, new Message.Index(from, to, owners));
	}

	private OwnerIndex index(MemberId owner) {
		List<RowVersion> rows = new ArrayList<>();
		this.knowledge.rows().of(owner).forEach((id, row) -> {
			RefusedRows.Refusal refusal = this.knowledge.rows().refused().get(id);
			rows.add((refusal != null) ? refusal.listed(id) : new RowVersion(row));
		});
		this.knowledge.rows().refused().of(owner).forEach((id, refusal) -> {
			if (this.knowledge.rows().get(id) == null && rows.size() < Limits.ROWS_PER_OWNER) {
				rows.add(refusal.listed(id));
			}
		});
		return this.knowledge.roster()
			.present(owner)
			.map((member) -> new OwnerIndex(member, rows))
			.orElse(new OwnerIndex(owner, rows));
	}

	/** Goes on with a list; backwards never, so that nobody can ask for ever. */
	void resume(Connection connection, MemberId from) {
		if (connection.listedFrom != null && from.compareTo(connection.listedFrom) > 0) {
			list(connection, from);
		}
	}

	/**
	 * Answers a list of versions: sends what is newer here, asks for what is newer there.
	 */
	void answer(Connection connection, Message.Index index, Instant now) {
		TreeMap<MemberId, OwnerIndex> owners = new TreeMap<>();
		index.owners().forEach((owner) -> owners.put(owner.owner(), owner));
		for (MemberId owner : this.knowledge.roster().presentIds()) {
			if (owner.compareTo(index.from()) >= 0 && owner.compareTo(index.to()) <= 0) {
				owners.putIfAbsent(owner, new OwnerIndex(owner, List.of()));
			}
		}
		Telling telling = new Telling(this.knowledge, this.links, this.suspicions, connection);
		List<MemberId> members = new ArrayList<>();
		List<RowId> rows = new ArrayList<>();
		MemberId last = index.to();
		for (OwnerIndex theirs : owners.values()) {
			if (compareMember(telling, theirs, members)) {
				compareRows(telling, theirs, rows, now);
			}
			if (telling.isFull()) {
				last = theirs.owner();
				break;
			}
		}
		this.links.count(Activity.AHEAD, telling.told());
		this.links.count(Activity.BEHIND, rows.size() + members.size());
		ask(this.links, connection, rows);
		if (!members.isEmpty()) {
			this.links.send(connection, new Message.Want(members, List.of()));
		}
		if (last.compareTo(MemberId.MAX) < 0) {
			// After the page, or the next one would be asked for before this has come.
			this.links.sendLast(connection, new Message.Resume(next(last)));
		}
	}

	/** Asks for rows, in as many messages as it takes. */
	static void ask(Links links, Connection connection, List<RowId> rows) {
		for (int from = 0; from < rows.size(); from += ROWS_PER_WANT) {
			List<RowId> some = rows.subList(from, Math.min(from + ROWS_PER_WANT, rows.size()));
			links.send(connection, new Message.Want(List.of(), some));
		}
	}

	private static MemberId next(MemberId id) {
		return (id.low() == -1L) ? new MemberId(id.high() + 1, 0) : new MemberId(id.high(), id.low() + 1);
	}

	/** False if the owner is dead or gone, so that its rows do not matter. */
	private boolean compareMember(Telling telling, OwnerIndex theirs, List<MemberId> wanted) {
		MemberState state = this.knowledge.roster().get(theirs.owner());
		long gone = this.knowledge.departed().version(theirs.owner());
		long version = (state != null && state.isPresent()) ? state.member().version() : gone;
		if (gone > 0 && theirs.version() <= gone) {
			telling.end(theirs.owner(), theirs.version());
			return false;
		}
		int order = (state != null) ? theirs.compareTo(state.member()) : Long.compare(theirs.version(), version);
		if (order > 0) {
			wanted.add(theirs.owner());
		}
		else if (order < 0) {
			telling.member(theirs.owner());
		}
		return true;
	}

	private void compareRows(Telling telling, OwnerIndex theirs, List<RowId> wanted, Instant now) {
		NavigableMap<RowId, Row> ours = new TreeMap<>(this.knowledge.rows().of(theirs.owner()));
		ours.keySet().removeAll(this.knowledge.rows().refused().of(theirs.owner()).keySet());
		for (RowVersion row : theirs.rows()) {
			RowId id = new RowId(row.table(), theirs.owner(), row.key());
			ours.remove(id);
			int order = this.knowledge.rows().compare(row, id);
			if (order > 0) {
				wanted.add(id);
			}
			else if (order < 0) {
				telling.row(id, now);
			}
		}
		if (this.knowledge.roster().isPresent(theirs.owner())) {
			ours.values().forEach(telling::row);
		}
	}

	/** Sends what the other side asked for, until a page is full. */
	void serve(Connection connection, Message.Want want) {
		Telling telling = new Telling(this.knowledge, this.links, this.suspicions, connection);
		for (MemberId member : want.members()) {
			if (!telling.isFull()) {
				telling.member(member);
			}
		}
		for (RowId id : want.rows()) {
			Row row = this.knowledge.rows().get(id);
			if (row != null && !telling.isFull()) {
				telling.row(row);
			}
		}
	}

}
