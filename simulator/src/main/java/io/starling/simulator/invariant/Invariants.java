package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Notice;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.member.Trace;
import io.starling.simulator.network.Network;
import io.starling.simulator.time.Timeline;

import org.jspecify.annotations.Nullable;

/**
 * Holds members to the invariants after every event. Only what an event changed is looked
 * at; in large meshes, where even that is much, each member only now and then.
 */
public final class Invariants implements MemberObserver {

	private final Timeline timeline;

	private final Trace trace;

	private final Duration interval;

	private final Registry registry;

	private final Company company;

	private final NoFalseDeath noFalseDeath;

	private final NoGhosts noGhosts;

	private final HonestListing honestListing;

	private final Fence fence;

	private final Bounds bounds;

	private final CollectionBounds collections;

	private final Convergence convergence;

	private final Confirmations confirmations;

	private final TreeMap<MemberId, Audit> audits = new TreeMap<>();

	private final TreeMap<MemberId, SimulatedMember> due = new TreeMap<>();

	private final Sightings sightings = new Sightings();

	private final Beliefs beliefs = new Beliefs();

	private final ToldLies lies = new ToldLies();

	/**
	 * Creates the invariants of one simulation.
	 * @param timeline its time
	 * @param network its network
	 * @param trace what members show is written here
	 * @param interval how often to look at each member; zero looks after every event
	 */
	public Invariants(Timeline timeline, Network network, Trace trace, Duration interval) {
		this.timeline = timeline;
		this.trace = trace;
		this.interval = interval;
		this.registry = new Registry(timeline);
		this.company = new Company(this.registry);
		this.noFalseDeath = new NoFalseDeath(this.registry, network.cuts(), this.company);
		this.noGhosts = new NoGhosts(this.registry, network.cuts(), this.company);
		this.honestListing = new HonestListing(this.registry, this.noFalseDeath, this.lies, timeline);
		this.fence = new Fence(this.registry);
		this.bounds = new Bounds(this.registry, this.lies);
		this.collections = new CollectionBounds(this.registry, this.lies);
		this.convergence = new Convergence(this.registry);
		this.confirmations = new Confirmations(this.registry);
	}

	/**
	 * Tells what is still missing until a mesh has converged (L1).
	 * @param mesh the mesh's name
	 * @return what is missing, in words, or empty if it has converged
	 */
	public Optional<String> missing(String mesh) {
		return this.convergence.missing(mesh);
	}

	/**
	 * Tells what is wrong with a mesh that converged and was left alone for a while.
	 * @param mesh the mesh's name
	 * @return what is wrong, in words, or empty if nothing is
	 */
	public Optional<String> restless(String mesh) {
		return this.convergence.restless(mesh);
	}

	/**
	 * Measures every collection of every member of a mesh that runs, and holds it to its
	 * bound (I13).
	 * @param mesh the mesh's name
	 */
	public void checkCollections(String mesh) {
		this.registry.membersOf(mesh).stream().filter(SimulatedMember::isUp).forEach(this.collections::check);
	}

	/**
	 * Returns how much was seen in each collection at any member, at most.
	 * @return the sizes by class and field
	 */
	public SortedMap<String, Long> collections() {
		return this.collections.most();
	}

	/**
	 * Returns what was seen.
	 * @return the counts, which go on counting
	 */
	public Sightings sightings() {
		return this.sightings;
	}

	/**
	 * Returns what members came to believe of each other.
	 * @return the beliefs, which go on changing
	 */
	public Beliefs beliefs() {
		return this.beliefs;
	}

	/**
	 * Returns what liars have told.
	 * @return to be told more
	 */
	public ToldLies lies() {
		return this.lies;
	}

	@Override
	public void started(SimulatedMember member) {
		this.registry.add(member);
		this.audits.put(member.id(), new Audit(member, this.registry, new Watcher()));
		published(member, member.snapshot());
	}

	@Override
	public void wrote(SimulatedMember member, Row row) {
		issue(member, row);
		this.registry.ledger(member.id()).stands(row.id());
		require("I4", member.snapshot().row(row.id()).filter(row::equals).isPresent(), member,
				() -> "the row just written is not listed: " + row);
	}

	@Override
	public void withdrew(SimulatedMember member, RowId row) {
		this.registry.ledger(member.id()).withdraw(row);
		require("I4", member.snapshot().row(row).isEmpty(), member,
				() -> "the row just withdrawn is still listed: " + row);
	}

	@Override
	public void confirmed(SimulatedMember member, Row row, Confirmation confirmation) {
		this.sightings.add(confirmation.isComplete() ? "confirmed by all" : "confirmed by some");
		if (!this.lies.any()) {
			this.confirmations.check(member, row, confirmation);
		}
	}

	@Override
	public void sends(SimulatedMember member, Message message) {
		if (message instanceof Message.Hello hello) {
			issue(member, hello.member());
		}
		else if (message instanceof Message.Gossip gossip) {
			for (Rumor rumor : gossip.rumors()) {
				if (rumor instanceof Rumor.OfMember of && of.member().id().equals(member.id())) {
					issue(member, of.member());
				}
				else if (rumor instanceof Rumor.OfRow of && of.row().id().owner().equals(member.id())) {
					issue(member, of.row());
				}
			}
		}
	}

	@Override
	public void receives(SimulatedMember member, ConnectionId connection, Message message) {
		this.fence.receives(member, connection, message);
		this.bounds.receives(member);
		if (!(message instanceof Message.Hello || message instanceof Message.Goodbye)) {
			this.company.heard(member);
		}
	}

	@Override
	public void published(SimulatedMember member, MeshSnapshot snapshot) {
		MemberState self = snapshot.members().get(member.id());
		if (self != null) {
			issue(member, self.member());
		}
		if (this.interval.isZero()) {
			check(member, snapshot);
		}
		else if (this.due.putIfAbsent(member.id(), member) == null) {
			this.timeline.after(this.interval, () -> {
				this.due.remove(member.id());
				check(member, member.snapshot());
			});
		}
	}

	@Override
	public void notified(SimulatedMember member, Notice notice) {
		this.sightings.add("notice " + notice.getClass().getSimpleName());
		Audit audit = this.audits.get(member.id());
		if (audit != null && notice instanceof Notice.BeginsAnew anew) {
			audit.beginsAnew(anew.silence());
		}
	}

	private void check(SimulatedMember member, MeshSnapshot snapshot) {
		Audit audit = this.audits.get(member.id());
		if (this.lies.any()) {
			this.bounds.check(member);
			this.honestListing.check(member, snapshot);
		}
		else if (audit != null) {
			audit.check(snapshot);
			this.bounds.check(member);
		}
	}

	private void issue(SimulatedMember member, Member record) {
		require("I1", record.id().equals(member.id()) && this.registry.ledger(member.id()).issue(record), member,
				() -> "it says of itself " + record + ", and said another thing under that version before");
	}

	private void issue(SimulatedMember member, Row row) {
		require("I1", this.registry.ledger(member.id()).issue(row), member,
				() -> "it says " + row + ", and wrote another thing under that version, or a later one, before");
	}

	private void require(String number, boolean condition, SimulatedMember member, Supplier<String> what) {
		if (!condition) {
			throw new InvariantViolation(number, this.registry.now(),
					"at " + this.registry.name(member.id()) + ", " + what.get());
		}
	}

	/** Writes changes down, and looks for the false among them. */
	private final class Watcher implements ChangeListener {

		@Override
		public void memberChanged(SimulatedMember viewer, MemberId id, @Nullable MemberState before,
				@Nullable MemberState after) {
			Liveness was = (before != null) ? before.liveness() : null;
			Liveness is = (after != null) ? after.liveness() : null;
			long version = (after != null) ? after.member().version() : 0;
			note(viewer, "sees", id.low() ^ version, () -> Invariants.this.registry.name(id) + " v" + version + " "
					+ was + " -> " + is + ((after != null) ? " " + after.reason() : ""));
			Invariants.this.trace.fold((is != null) ? is.name().hashCode() : 0);
			Invariants.this.noGhosts.changed(viewer, id, before, after);
			if (was != is) {
				Invariants.this.sightings.add("seen " + was + " -> " + is);
				Invariants.this.beliefs.changed(id, was, is);
				if (after != null && is == Liveness.DEAD) {
					Invariants.this.noFalseDeath.died(viewer, after);
				}
			}
		}

		@Override
		public void rowChanged(SimulatedMember viewer, RowId id, @Nullable Row before, @Nullable Row after) {
			long version = (after != null) ? after.version() : 0;
			note(viewer, "lists", id.owner().low() ^ version, () -> id + " v" + version);
			Invariants.this.trace.fold(id.key().hashCode());
		}

		private void note(SimulatedMember viewer, String what, long detail, Supplier<String> words) {
			Invariants.this.trace.add(Invariants.this.timeline.now(), viewer.host(), what, detail, words);
		}

	}

}
