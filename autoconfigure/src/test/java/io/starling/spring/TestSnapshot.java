package io.starling.spring;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * A snapshot made by hand, one change at a time; each change makes a new snapshot and
 * shares what did not change, as the engine does.
 */
public final class TestSnapshot {

	private PSortedMap<MemberId, MemberState> members = TreePMap.empty();

	private PSortedMap<String, PSortedMap<RowId, Row>> tables = TreePMap.empty();

	private long version;

	private PSortedSet<MemberId> departed = TreePSet.empty();

	public static MemberId member(int number) {
		return new MemberId(0, number);
	}

	public TestSnapshot with(int member, Liveness liveness) {
		return with(member, liveness, 7000 + member, false);
	}

	/** A member with a port of its own, which is dead for certain if proven. */
	public TestSnapshot with(int member, Liveness liveness, int port, boolean proven) {
		Member record = new Member(member(member), 1, new Endpoint("127.0.0.1", port), "", false);
		this.members = this.members.plus(member(member),
				new MemberState(record, liveness, Instant.EPOCH, "as the test says", proven));
		return this;
	}

	/** Hides what a member wrote, and takes it for dead: for certain, or presumed. */
	public TestSnapshot dead(int member, boolean proven) {
		return hide(member).with(member, Liveness.DEAD, 7000 + member, proven);
	}

	/** Hides what a member wrote, because it said goodbye. */
	public TestSnapshot left(int member) {
		return hide(member).with(member, Liveness.LEFT);
	}

	/** Knows nothing of a member any more. */
	public TestSnapshot forget(int member) {
		hide(member);
		this.members = this.members.minus(member(member));
		return this;
	}

	private TestSnapshot hide(int member) {
		for (Map.Entry<String, PSortedMap<RowId, Row>> table : this.tables.entrySet()) {
			for (RowId id : table.getValue().keySet()) {
				if (id.owner().equals(member(member))) {
					this.tables = this.tables.plus(table.getKey(), this.tables.get(table.getKey()).minus(id));
				}
			}
		}
		return this;
	}

	/** Is told by others that a member has left, or died for certain. */
	public TestSnapshot departed(int member) {
		forget(member);
		this.departed = this.departed.plus(member(member));
		return this;
	}

	public TestSnapshot service(int member, String service, ServiceStatus status) {
		return service(member, service, status, Map.of());
	}

	public TestSnapshot service(int member, String service, ServiceStatus status, Map<String, String> metadata) {
		return row(member, new ServiceRow(service, service + "-" + member, "127.0.0.1", 8000 + member, false, status,
				"", metadata, 0)
			.toColumns()
			.encode());
	}

	public TestSnapshot row(int member, Bytes state) {
		return row(ServiceRow.TABLE, member, state);
	}

	public TestSnapshot row(String table, int member, Bytes state) {
		return row(table, member, "", state);
	}

	public TestSnapshot row(String table, int member, String key, Bytes state) {
		if (!this.members.containsKey(member(member))) {
			with(member, Liveness.ALIVE);
		}
		RowId id = new RowId(table, member(member), key);
		PSortedMap<RowId, Row> rows = this.tables.getOrDefault(table, TreePMap.empty());
		this.tables = this.tables.plus(table, rows.plus(id, Row.of(id, ++this.version, state)));
		return this;
	}

	public TestSnapshot without(int member) {
		return without(ServiceRow.TABLE, member);
	}

	public TestSnapshot without(String table, int member) {
		PSortedMap<RowId, Row> rows = this.tables.getOrDefault(table, TreePMap.empty());
		this.tables = this.tables.plus(table, rows.minus(new RowId(table, member(member), "")));
		return this;
	}

	public MeshSnapshot get() {
		return new MeshSnapshot(member(1), this.members, Set.of(member(2)), Set.of(member(2)), this.tables,
				Digest.EMPTY, false, this.departed);
	}

}
