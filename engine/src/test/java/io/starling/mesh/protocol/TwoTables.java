package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * Two tables drawn at random that differ in a given share of all that they hold, and what
 * has to become of both: of two versions of anything the higher one, whatever it says.
 */
final class TwoTables {

	static final Member TELLER = new Member(new MemberId(7, 7), 1, new Endpoint("10.7.7.7", 7), "", false);

	/** What each of the two sides holds. */
	final Table here = new Table();

	final Table there = new Table();

	private final SplittableRandom random;

	private final double different;

	private final int stateSize;

	TwoTables(long seed, double different, int stateSize) {
		this.random = new SplittableRandom(seed);
		this.different = different;
		this.stateSize = stateSize;
	}

	/** Draws owners, and some rows of each. */
	TwoTables draw(int owners, int rows) {
		List<MemberId> both = new ArrayList<>();
		for (int i = 0; i < owners; i++) {
			Member member = owner(i);
			if (drawOwner(member)) {
				both.add(member.id());
			}
		}
		for (int i = 0; i < rows && !both.isEmpty(); i++) {
			MemberId owner = both.get(this.random.nextInt(both.size()));
			drawRow(new RowId("table-" + i % 3, owner, "row-" + i));
		}
		return this;
	}

	private Member owner(int number) {
		Endpoint endpoint = new Endpoint("10.1." + number / 250 + "." + number % 250, 7946);
		return new Member(MemberId.random(this.random), 1 + this.random.nextInt(5), endpoint, "", false);
	}

	/** Tells whether the owner is known on both sides. */
	private boolean drawOwner(Member member) {
		Table one = this.random.nextBoolean() ? this.here : this.there;
		Table other = (one == this.here) ? this.there : this.here;
		one.owners.put(member.id(), member);
		if (!isDifferent()) {
			other.owners.put(member.id(), member);
			return true;
		}
		Member newer = member.withVersion(member.version() + 1 + this.random.nextInt(3));
		switch (this.random.nextInt(5)) {
			case 0 -> {
				return false;
			}
			case 1 -> other.owners.put(member.id(), newer);
			case 2 -> {
				other.owners.put(member.id(), member);
				other.dead.put(member.id(), member.version());
			}
			case 3 -> {
				other.owners.put(member.id(), newer);
				Table dead = this.random.nextBoolean() ? one : other;
				dead.dead.put(member.id(), dead.owners.getOrDefault(member.id(), member).version());
			}
			default -> {
				other.owners.put(member.id(), member);
				other.left.put(member.id(), member.leaving());
			}
		}
		return true;
	}

	private void drawRow(RowId id) {
		Table one = this.random.nextBoolean() ? this.here : this.there;
		Table other = (one == this.here) ? this.there : this.here;
		Row row = row(id, 1 + this.random.nextInt(1000));
		one.rows.put(id, row);
		if (!isDifferent()) {
			other.rows.put(id, row);
			return;
		}
		long newer = row.version() + 1 + this.random.nextInt(3);
		switch (this.random.nextInt(4)) {
			case 0 -> other.rows.remove(id);
			case 1 -> other.rows.put(id, row(id, newer));
			case 2 -> other.rows.put(id, Row.tombstone(id, newer));
			default -> {
				one.rows.put(id, Row.tombstone(id, row.version()));
				other.rows.put(id, row(id, newer));
			}
		}
	}

	private boolean isDifferent() {
		return this.random.nextDouble() < this.different;
	}

	Row row(RowId id, long version) {
		byte[] state = new byte[this.stateSize];
		new SplittableRandom(version).nextBytes(state);
		return Row.of(id, version, Bytes.copyOf(state));
	}

	/** What both sides have to hold in the end. */
	Table merged() {
		Table merged = new Table();
		for (Table side : List.of(this.here, this.there)) {
			side.owners.forEach((id, member) -> merged.owners.merge(id, member, TwoTables::newer));
			side.rows.forEach((id, row) -> merged.rows.merge(id, row, (a, b) -> (a.version() > b.version()) ? a : b));
			side.dead.forEach((id, version) -> merged.dead.merge(id, version, Math::max));
			merged.left.putAll(side.left);
		}
		merged.owners.values()
			.removeIf((member) -> merged.left.containsKey(member.id())
					|| merged.dead.getOrDefault(member.id(), 0L) >= member.version());
		merged.rows.values().removeIf((row) -> row.tombstone() || !merged.owners.containsKey(row.id().owner()));
		return merged;
	}

	private static Member newer(Member one, Member other) {
		return (one.version() > other.version()) ? one : other;
	}

	/** All that one side holds: present owners, the dead and the gone, and rows. */
	static final class Table {

		final TreeMap<MemberId, Member> owners = new TreeMap<>();

		final TreeMap<MemberId, Long> dead = new TreeMap<>();

		final TreeMap<MemberId, Member> left = new TreeMap<>();

		final TreeMap<RowId, Row> rows = new TreeMap<>();

		/**
		 * Tells it all to a member, who believes it once the dead had time to object, if
		 * the teller is there then.
		 */
		ConnectionId tellTo(TinyMember member) {
			List<Rumor> rumors = new ArrayList<>();
			this.owners.values().forEach((owner) -> rumors.add(new Rumor.OfMember(owner)));
			this.rows.values().forEach((row) -> rumors.add(new Rumor.OfRow(row, Duration.ofSeconds(1))));
			this.dead.forEach((id, version) -> rumors.add(new Rumor.OfDeath(id, version, TELLER.id())));
			this.left.values().forEach((gone) -> rumors.add(new Rumor.OfMember(gone)));
			return member.meet(TELLER, rumors);
		}

		/** What a member shows of the owners in two tables, and of their rows. */
		static Table shownBy(TinyMember member, TwoTables of) {
			Table shown = new Table();
			member.snapshot().members().values().forEach((state) -> {
				MemberId id = state.member().id();
				boolean owner = of.here.owners.containsKey(id) || of.there.owners.containsKey(id);
				if (owner && state.liveness() == Liveness.ALIVE) {
					shown.owners.put(id, state.member());
				}
			});
			member.snapshot().tables().values().forEach(shown.rows::putAll);
			return shown;
		}

	}

}
