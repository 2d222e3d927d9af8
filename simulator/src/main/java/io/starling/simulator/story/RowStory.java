package io.starling.simulator.story;

import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.simulator.member.SimulatedMember;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one row: who wrote it, and who listed which version when, heard from
 * whom.
 */
public final class RowStory extends Story {

	private final String host;

	private final String table;

	private final String key;

	/** By listener: whom it heard a version from first. */
	private final TreeMap<MemberId, Heard> heard = new TreeMap<>();

	/** By viewer: what it lists, by the row's owner, of whom a host may have had many. */
	private final TreeMap<MemberId, TreeMap<MemberId, Long>> listed = new TreeMap<>();

	private final TreeMap<MemberId, RowId> rows = new TreeMap<>();

	private final TreeSet<String> written = new TreeSet<>();

	/**
	 * Begins a story.
	 * @param host the host of the owner
	 * @param table the table
	 * @param key the row's key, may be empty
	 */
	public RowStory(String host, String table, String key) {
		this.host = host;
		this.table = table;
		this.key = key;
	}

	@Override
	public String subject() {
		return "row " + name(this.host, this.table, this.key);
	}

	@Override
	public String others() {
		return "rows were written: " + this.written;
	}

	private static String name(String host, String table, String key) {
		return host + "/" + table + (key.isEmpty() ? "" : "/" + key);
	}

	private boolean isSubject(RowId row) {
		return row.table().equals(this.table) && row.key().equals(this.key) && runsOn(row.owner(), this.host);
	}

	@Override
	public void wrote(SimulatedMember member, Row row) {
		this.written.add(name(member.host(), row.id().table(), row.id().key()));
		if (isSubject(row.id())) {
			tell(member, null, "writes version " + row.version(), "");
		}
	}

	@Override
	public void withdrew(SimulatedMember member, RowId row) {
		if (isSubject(row)) {
			tell(member, null, "withdraws it", "");
		}
	}

	@Override
	void heard(SimulatedMember member, Rumor rumor, Supplier<Optional<String>> from) {
		if (rumor instanceof Rumor.OfRow of && isSubject(of.row().id())) {
			long version = of.row().version();
			Heard before = this.heard.get(member.id());
			if (before == null || before.version != version) {
				this.heard.put(member.id(), new Heard(version, from.get().orElse(null)));
			}
		}
	}

	@Override
	public void published(SimulatedMember member, MeshSnapshot snapshot) {
		for (MemberId owner : snapshot.members().keySet()) {
			if (runsOn(owner, this.host)) {
				look(member, snapshot, this.rows.computeIfAbsent(owner, (id) -> new RowId(this.table, id, this.key)));
			}
		}
	}

	private void look(SimulatedMember member, MeshSnapshot snapshot, RowId row) {
		TreeMap<MemberId, Long> seen = this.listed.computeIfAbsent(member.id(), (id) -> new TreeMap<>());
		long before = seen.getOrDefault(row.owner(), 0L);
		long now = snapshot.row(row).map(Row::version).orElse(0L);
		if (now == before) {
			return;
		}
		seen.put(row.owner(), now);
		Heard carrier = this.heard.get(member.id());
		String from = (carrier != null && carrier.version == now) ? carrier.from : null;
		tell(member, from, (now == 0) ? "no longer lists it" : "lists version " + now, (now == 0) ? "-" : "v" + now);
	}

	/** A version that came from somewhere. */
	private record Heard(long version, @Nullable String from) {
	}

}
