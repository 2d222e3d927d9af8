package io.starling.demo.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.mesh.MeshListener;
import io.starling.mesh.MeshStatus;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.Columns;
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
import org.pcollections.TreePMap;

/**
 * A mesh of words: what the test says is what is. The console is member 0.
 */
class FakeMesh implements MeshView {

	static final MemberId CONSOLE = id(0);

	private final List<MeshListener> listeners = new CopyOnWriteArrayList<>();

	private PSortedMap<MemberId, MemberState> members = TreePMap.empty();

	private PSortedMap<RowId, Row> services = TreePMap.empty();

	private PSortedMap<RowId, Row> calls = TreePMap.empty();

	private long version;

	private MeshSnapshot snapshot;

	FakeMesh() {
		this.snapshot = take();
		put(0, Liveness.ALIVE, "");
		tell();
	}

	static MemberId id(int number) {
		return new MemberId(number + 1L, number);
	}

	FakeMesh instance(int number, String service, String name, String status) {
		put(number, Liveness.ALIVE, "");
		ServiceRow row = new ServiceRow(service, service + ":" + number, "127.0.0.1", 9000 + number, false,
				ServiceStatus.parse(status), "a", Map.of("name", name, "pid", String.valueOf(100 + number)), 0);
		RowId id = new RowId(ServiceRow.TABLE, id(number), "");
		this.services = this.services.plus(id, Row.of(id, ++this.version, row.toColumns().encode()));
		return tell();
	}

	FakeMesh liveness(int number, Liveness liveness, String reason) {
		put(number, liveness, reason);
		if (liveness == Liveness.DEAD || liveness == Liveness.LEFT) {
			this.services = this.services.minus(new RowId(ServiceRow.TABLE, id(number), ""));
			this.calls = this.calls.minus(new RowId("calls", id(number), ""));
		}
		return tell();
	}

	FakeMesh calls(int number, Columns state) {
		RowId id = new RowId("calls", id(number), "");
		this.calls = this.calls.plus(id, Row.of(id, ++this.version, state.encode()));
		return tell();
	}

	private void put(int number, Liveness liveness, String reason) {
		Member member = new Member(id(number), 1, new Endpoint("127.0.0.1", 7000 + number), "a", false);
		this.members = this.members.plus(id(number), new MemberState(member, liveness, Instant.EPOCH, reason));
	}

	private FakeMesh tell() {
		MeshSnapshot before = this.snapshot;
		this.snapshot = take();
		this.listeners.forEach((listener) -> listener.changed(before, this.snapshot));
		return this;
	}

	private MeshSnapshot take() {
		Set<MemberId> others = new TreeSet<>(this.members.keySet());
		others.remove(CONSOLE);
		Set<MemberId> linked = new TreeSet<>(others);
		linked.removeIf((id) -> this.members.get(id).liveness() != Liveness.ALIVE);
		return new MeshSnapshot(CONSOLE, this.members, others, linked,
				TreePMap.<String, PSortedMap<RowId, Row>>empty()
					.plus(ServiceRow.TABLE, this.services)
					.plus("calls", this.calls),
				Digest.EMPTY, false);
	}

	@Override
	public String name() {
		return "flock";
	}

	@Override
	public MeshSnapshot snapshot() {
		return this.snapshot;
	}

	@Override
	public MeshStatus status() {
		return new MeshStatus(MeshStatus.Condition.CONNECTED, "links stand", 2, Duration.ZERO);
	}

	@Override
	public Subscription watch(MeshListener listener) {
		this.listeners.add(listener);
		return () -> this.listeners.remove(listener);
	}

}
