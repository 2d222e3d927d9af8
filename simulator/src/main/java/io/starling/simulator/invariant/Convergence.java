package io.starling.simulator.invariant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.protocol.Settings;
import io.starling.simulator.member.SimulatedMember;

import org.jspecify.annotations.Nullable;

/**
 * L1: what must become true of a mesh once nothing fails any more. Every member that runs
 * lists exactly the members that run, all alive, and exactly the rows that they wrote and
 * did not withdraw (I8), each at its newest version; nobody takes itself for cut off; and
 * every link that the overlay wants stands.
 */
final class Convergence {

	/** A connection or two to mix and to heal, and doubles about to be closed. */
	private static final int BESIDES_LINKS = 6;

	private final Registry registry;

	/** By member: the last view of it in which nothing was missing, and who ran then. */
	private final TreeMap<MemberId, Complete> complete = new TreeMap<>();

	Convergence(Registry registry) {
		this.registry = registry;
	}

	/** Returns what is still missing in a mesh, or empty if it has converged. */
	Optional<String> missing(String mesh) {
		List<SimulatedMember> running = this.registry.membersOf(mesh).stream().filter(SimulatedMember::isUp).toList();
		TreeSet<MemberId> expected = new TreeSet<>();
		Digest digest = Digest.EMPTY;
		for (SimulatedMember member : running) {
			expected.add(member.id());
			digest = digest.plus(this.registry.ledger(member.id()).digest());
		}
		for (SimulatedMember member : running) {
			Complete now = new Complete(member.snapshot(), digest, expected.size());
			if (now.isSameAs(this.complete.get(member.id()))) {
				continue;
			}
			Optional<String> missing = missing(member, expected, digest);
			if (missing.isPresent()) {
				return missing.map((what) -> "at " + this.registry.name(member.id()) + ", " + what);
			}
			this.complete.put(member.id(), now);
		}
		return Optional.empty();
	}

	private Optional<String> missing(SimulatedMember member, SortedSet<MemberId> expected, Digest digest) {
		MeshSnapshot snapshot = member.snapshot();
		if (isLeftAlone(snapshot, expected)) {
			return Optional.empty();
		}
		if (snapshot.digest().equals(digest)) {
			return missingInView(snapshot, expected).or(() -> missingLink(snapshot));
		}
		// A row that is over the member's limits may be missing, or an older one be
		// there.
		TreeMap<RowId, Digest> refused = new TreeMap<>();
		Optional<String> missing = missingInView(snapshot, expected).or(() -> missingRow(member, expected, refused));
		Digest own = digest;
		for (Digest difference : refused.values()) {
			own = own.minus(difference);
		}
		if (missing.isEmpty() && !snapshot.digest().equals(own)) {
			return Optional.of("the digest is " + snapshot.digest() + ", not " + own);
		}
		return missing.or(() -> missingLink(snapshot));
	}

	/**
	 * Who is the only one left keeps the others as suspects, for half of the retention.
	 */
	private static boolean isLeftAlone(MeshSnapshot snapshot, SortedSet<MemberId> expected) {
		return expected.size() == 1 && snapshot.cutOff() && snapshot.count(Liveness.ALIVE) == 1;
	}

	private Optional<String> missingInView(MeshSnapshot snapshot, SortedSet<MemberId> expected) {
		int alive = 0;
		for (MemberState state : snapshot.members().values()) {
			MemberId id = state.member().id();
			if (state.isPresent() && !expected.contains(id)) {
				return Optional.of(this.registry.name(id) + " is listed but does not run");
			}
			if (expected.contains(id)) {
				if (state.liveness() != Liveness.ALIVE) {
					return Optional.of(this.registry.name(id) + " is " + state.liveness() + ": " + state.reason());
				}
				alive++;
			}
		}
		if (alive < expected.size()) {
			String missing = expected.stream()
				.filter((id) -> !snapshot.members().containsKey(id))
				.map(this.registry::name)
				.toList()
				.toString();
			return Optional.of(missing + " are not known");
		}
		return snapshot.cutOff() ? Optional.of("it takes itself for cut off") : Optional.empty();
	}

	private Optional<String> missingRow(SimulatedMember member, SortedSet<MemberId> expected,
			Map<RowId, Digest> refused) {
		MeshSnapshot snapshot = member.snapshot();
		for (MemberId id : expected) {
			Ledger ledger = this.registry.ledger(id);
			Member newest = ledger.newestRecord();
			if (snapshot.member(id).filter((state) -> state.member().equals(newest)).isEmpty()) {
				return Optional.of("the newest record of " + this.registry.name(id) + " is missing: " + newest);
			}
			for (Issued<Row> row : ledger.liveRows()) {
				Optional<Row> held = snapshot.row(row.value().id());
				if (!held.equals(Optional.of(row.value())) && isOverLimits(ledger, row.value(), member.settings())) {
					Digest shown = held.map(Row::fingerprint).orElse(Digest.EMPTY);
					refused.put(row.value().id(), row.fingerprint().minus(shown));
				}
				else if (!held.equals(Optional.of(row.value()))) {
					return Optional.of("the row is " + held + ", not " + row.value());
				}
			}
		}
		return snapshot.tables()
			.values()
			.stream()
			.flatMap((rows) -> rows.keySet().stream())
			.filter((id) -> this.registry.ledger(id.owner()).newest(id).isEmpty())
			.findFirst()
			.map((id) -> "the row " + id + " was withdrawn (I8)");
	}

	private static boolean isOverLimits(Ledger ledger, Row row, Settings settings) {
		long weight = ledger.liveRows().stream().mapToLong((other) -> other.value().weight()).sum();
		return row.state().size() > settings.maxState() || weight > settings.maxOwnerWeight();
	}

	private Optional<String> missingLink(MeshSnapshot snapshot) {
		return snapshot.neighbours()
			.stream()
			.filter((neighbour) -> !snapshot.linked().contains(neighbour))
			.sorted()
			.findFirst()
			.map((neighbour) -> "no link stands with its neighbour " + this.registry.name(neighbour));
	}

	/** Returns what is wrong with a mesh that has been at rest for a while. */
	Optional<String> restless(String mesh) {
		for (SimulatedMember member : this.registry.membersOf(mesh)) {
			int links = 2 * member.settings().rings();
			// As many connections of others may linger (O4).
			int bound = links + Math.max(links, BESIDES_LINKS);
			if (member.isUp() && member.port().connections() > bound) {
				return Optional.of("at " + this.registry.name(member.id()) + ", there are "
						+ member.port().connections() + " connections at rest, more than " + bound + " (I7)");
			}
		}
		return missing(mesh);
	}

	/**
	 * A view that was looked through; it need not be looked through again.
	 *
	 * @param snapshot the view
	 * @param digest the digest of those who ran, which tells who they were
	 * @param members how many they were
	 */
	private record Complete(MeshSnapshot snapshot, Digest digest, int members) {

		boolean isSameAs(@Nullable Complete other) {
			return other != null && this.snapshot == other.snapshot && this.members == other.members
					&& this.digest.equals(other.digest);
		}

	}

}
