package io.starling.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.simulator.member.SimulatedMember;

/**
 * Sentences about a mesh as its members see it. Each is about this moment; after
 * {@link #within} it lets time pass until the sentence is true. What "everybody" sees is
 * what all members of the mesh see that run and do not stand still.
 */
public final class MeshAssert {

	private final Simulation mesh;

	private final Duration limit;

	private MeshAssert(Simulation mesh, Duration limit) {
		this.mesh = mesh;
		this.limit = limit;
	}

	/**
	 * Begins a sentence.
	 * @param mesh what it is about
	 * @return says what
	 */
	public static MeshAssert assertThat(Simulation mesh) {
		return new MeshAssert(mesh, Duration.ZERO);
	}

	/**
	 * Gives the mesh time.
	 * @param limit how long each of the sentences that follow may take to become true
	 * @return says what
	 */
	public MeshAssert within(Duration limit) {
		return new MeshAssert(this.mesh, limit);
	}

	/**
	 * All members list exactly those that run, all alive, and exactly their rows; and all
	 * links stand (L1).
	 * @return this
	 */
	public MeshAssert converged() {
		return holds(() -> this.mesh.invariants().missing(Simulation.MESH));
	}

	/**
	 * Everybody believes something of the member that ran last on a host.
	 * @param host the host
	 * @param liveness what they believe
	 * @return this
	 */
	public MeshAssert everybodySees(String host, Liveness liveness) {
		return everybody(host, "does not see " + host + " as " + liveness,
				(state) -> state.filter((it) -> it.liveness() == liveness).isPresent());
	}

	/**
	 * Everybody lists the member that ran last on a host, alive or suspected.
	 * @param host the host
	 * @return this
	 */
	public MeshAssert everybodyLists(String host) {
		return everybody(host, "does not list " + host, (state) -> state.filter(MemberState::isPresent).isPresent());
	}

	/**
	 * Nobody lists the member that ran last on a host.
	 * @param host the host
	 * @return this
	 */
	public MeshAssert nobodyLists(String host) {
		return everybody(host, "lists " + host, (state) -> state.filter(MemberState::isPresent).isEmpty());
	}

	/**
	 * Nobody knows anything of the member that ran last on a host, not even that it was.
	 * @param host the host
	 * @return this
	 */
	public MeshAssert nobodyRemembers(String host) {
		return everybody(host, "remembers " + host, Optional::isEmpty);
	}

	/**
	 * Everybody holds a row as its owner wrote it last.
	 * @param owner the host that the owner ran last on
	 * @param table the table
	 * @param key the key
	 * @return this
	 */
	public MeshAssert everybodyHolds(String owner, String table, String key) {
		RowId id = new RowId(table, this.mesh.member(owner).id(), key);
		return holds(() -> {
			Optional<Row> row = this.mesh.member(owner).snapshot().row(id);
			return first((member) -> row.isPresent() && member.snapshot().row(id).equals(row), "does not hold " + id);
		});
	}

	/**
	 * Nobody holds a row.
	 * @param owner the host that the owner ran last on
	 * @param table the table
	 * @param key the key
	 * @return this
	 */
	public MeshAssert nobodyHolds(String owner, String table, String key) {
		RowId id = new RowId(table, this.mesh.member(owner).id(), key);
		return holds(() -> first((member) -> member.snapshot().row(id).isEmpty(), "holds " + id));
	}

	/**
	 * Nobody was ever taken for dead, as far as anybody ever saw.
	 * @return this
	 */
	public MeshAssert neverSawADeath() {
		return holds(() -> this.mesh.invariants()
			.sightings()
			.asMap()
			.keySet()
			.stream()
			.filter((what) -> what.endsWith("-> DEAD"))
			.findFirst());
	}

	/**
	 * Nobody ever took another member for dead than those that ran last on some hosts.
	 * @param hosts the hosts
	 * @return this
	 */
	public MeshAssert sawOnlyTheseDie(String... hosts) {
		TreeSet<MemberId> others = new TreeSet<>(this.mesh.invariants().beliefs().takenForDead());
		Arrays.stream(hosts).map(this.mesh::member).map(SimulatedMember::id).forEach(others::remove);
		return holds(() -> others.stream().findFirst().map((id) -> id + " was taken for dead"));
	}

	private MeshAssert everybody(String host, String otherwise, Predicate<Optional<MemberState>> view) {
		SimulatedMember subject = this.mesh.member(host);
		MemberId id = subject.id();
		return holds(() -> first((member) -> !member.mesh().equals(subject.mesh()) || member == subject
				|| view.test(member.snapshot().member(id)), otherwise));
	}

	private Optional<String> first(Predicate<SimulatedMember> condition, String otherwise) {
		for (SimulatedMember member : this.mesh.running()) {
			if (!member.isFrozen() && !condition.test(member)) {
				return Optional.of(member.host() + " " + otherwise);
			}
		}
		return Optional.empty();
	}

	private MeshAssert holds(Supplier<Optional<String>> missing) {
		if (missing.get().isPresent()) {
			this.mesh.runUntil(() -> missing.get().isEmpty(), this.limit);
			missing.get().ifPresent((what) -> {
				throw new AssertionError(what + (this.limit.isZero() ? "" : " after " + this.limit.toMillis() + " ms"));
			});
		}
		return this;
	}

}
