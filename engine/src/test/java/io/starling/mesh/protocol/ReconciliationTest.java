package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.overlay.Rings;
import io.starling.mesh.sketch.CodedSymbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two members whose tables differ compare them over a real exchange of messages: in the
 * end both hold the newer of everything.
 */
class ReconciliationTest {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final TinyMesh mesh = new TinyMesh();

	static Stream<Arguments> tables() {
		double[] shares = { 0, 0.001, 0.01, 0.1, 0.5, 1 };
		return LongStream.range(0, 48).mapToObj((seed) -> Arguments.of(seed, shares[(int) (seed % shares.length)]));
	}

	@ParameterizedTest(name = "seed {0}, {1} differ")
	@MethodSource("tables")
	void twoTablesBecomeTheNewerOfEverything(long seed, double different) {
		SplittableRandom random = new SplittableRandom(seed);
		TwoTables tables = new TwoTables(seed, different, 20).draw(1 + random.nextInt(300), random.nextInt(2000));
		List<TinyMember> two = meeting(tables, seed);
		TwoTables.Table merged = tables.merged();
		assertThat(this.mesh.passUntil(() -> areEqual(two), MINUTE.multipliedBy(2))).isTrue();
		for (TinyMember member : two) {
			TwoTables.Table shown = TwoTables.Table.shownBy(member, tables);
			assertThat(shown.rows).isEqualTo(merged.rows);
			assertThat(shown.owners).isEqualTo(merged.owners);
		}
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void tenRowsOfTenThousandAreFoundWithLessThanFourKilobytes(long seed) {
		TwoTables tables = new TwoTables(seed, 0, 100).draw(100, 10_000);
		List<RowId> ids = List.copyOf(tables.here.rows.keySet());
		SplittableRandom random = new SplittableRandom(seed);
		Set<RowId> changed = new TreeSet<>();
		while (changed.size() < 10) {
			changed.add(ids.get(random.nextInt(ids.size())));
		}
		for (RowId id : changed) {
			TwoTables.Table newer = random.nextBoolean() ? tables.here : tables.there;
			newer.rows.put(id, tables.row(id, 2000));
		}
		List<TinyMember> two = meeting(tables, seed);
		assertThat(this.mesh.passUntil(() -> areEqual(two), MINUTE)).isTrue();
		assertThat(this.mesh.bytesSince(Message.Symbols.class)).isBetween(1000L, 4095L);
		assertThat(this.mesh.count(Message.Index.class)).isZero();
		assertThat(counted(two, Activity.EXCHANGES)).isEqualTo(1);
		assertThat(counted(two, Activity.BEHIND) + counted(two, Activity.AHEAD)).isEqualTo(10);
	}

	private static long counted(List<TinyMember> members, Activity what) {
		return members.stream().mapToLong((member) -> member.counts.getOrDefault(what, 0L)).sum();
	}

	@Test
	void aTableThatChangesDuringTheExchangeIsEqualInTheEnd() {
		TwoTables tables = new TwoTables(1, 0.1, 20).draw(100, 1000);
		List<TinyMember> two = meeting(tables, 1);
		MemberId owner = tables.merged().owners.firstKey();
		for (int i = 0; i < 200; i++) {
			this.mesh.pass(Duration.ofNanos(300_000));
			Row row = tables.row(new RowId("changing", owner, "row-" + i % 10), i + 1);
			// Learned without being passed on, as news that was lost on the way.
			TinyMember one = two.get(i % 2);
			one.muted = true;
			one.hear(TwoTables.TELLER, List.of(Bench.rumor(row)));
			one.protocol.rows().put(this.mesh.now, "own", "row", Bench.STATE);
			this.mesh.pass(Duration.ofNanos(100_000));
			one.muted = false;
		}
		assertThat(this.mesh.count(Message.Symbols.class)).isPositive();
		assertThat(this.mesh.passUntil(() -> areEqual(two), MINUTE)).isTrue();
		assertThat(two.get(0).snapshot().tables()).isEqualTo(two.get(1).snapshot().tables());
	}

	@Test
	void symbolsThatAreSpoiltOnTheWayOnlyMakeTheExchangeLonger() {
		TwoTables tables = new TwoTables(2, 0.05, 20).draw(50, 500);
		List<TinyMember> two = meeting(tables, 2);
		SplittableRandom random = new SplittableRandom(2);
		two.forEach((member) -> member.spoil = (message) -> spoilt(message, random));
		assertThat(this.mesh.passUntil(() -> areEqual(two), MINUTE)).isTrue();
		assertThat(two.get(0).snapshot().tables()).isEqualTo(two.get(1).snapshot().tables());
		assertThat(this.mesh.count(Message.Resume.class)).isPositive();
		// Until the limit of 128 symbols and one for each own element, in each exchange.
		assertThat(this.mesh.count(Message.More.class)).isLessThan(10 * this.mesh.count(Message.Resume.class));
	}

	private static Message spoilt(Message message, SplittableRandom random) {
		if (message instanceof Message.Symbols it) {
			return new Message.Symbols(it.salt(), it.first(), it.symbols()
				.stream()
				.map((symbol) -> new CodedSymbol(symbol.id(), symbol.version(), random.nextLong(), symbol.count()))
				.toList());
		}
		return message;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 100_000 })
	void aNewcomerGetsTheWholeTablePageByPage(int rows) {
		TwoTables tables = new TwoTables(1, 0, 100).draw(Math.max(5, rows / 100), rows);
		TinyMember old = this.mesh.add(member(1));
		old.dismiss(tables.here.tellTo(old));
		TinyMember newcomer = this.mesh.add(member(2));
		newcomer.protocol.seedsResolved(this.mesh.now, List.of(old.self.endpoint()));
		newcomer.settle();
		assertThat(this.mesh.passUntil(() -> areEqual(List.of(old, newcomer)), MINUTE)).isTrue();
		assertThat(newcomer.snapshot().tables()).isEqualTo(old.snapshot().tables());
		long total = this.mesh.bytesSince(Message.Hello.class);
		assertThat(total).isLessThan(rows * 200L);
		// A page, and what one owner may have beyond it.
		assertThat(old.mostUnderWay).isLessThan(256 * 1024 + 64 * 1024);
	}

	private static boolean areEqual(List<TinyMember> two) {
		return two.get(0).digest().equals(two.get(1).digest());
	}

	/**
	 * Two members that are neighbours among all owners have heard the two tables, and
	 * just now one of them of the other.
	 */
	private List<TinyMember> meeting(TwoTables tables, long seed) {
		Set<MemberId> all = new TreeSet<>(tables.here.owners.keySet());
		all.addAll(tables.there.owners.keySet());
		all.add(TwoTables.TELLER.id());
		SplittableRandom random = new SplittableRandom(1_000_000 + seed);
		MemberId one = MemberId.random(random);
		MemberId other = MemberId.random(random);
		all.add(one);
		while (!Rings.around(other, all, Settings.defaults().rings()).contains(one)) {
			other = MemberId.random(random);
		}
		boolean isFirst = one.compareTo(other) < 0;
		TinyMember first = this.mesh.add(member(1, isFirst ? one : other));
		TinyMember second = this.mesh.add(member(2, isFirst ? other : one));
		ConnectionId here = tables.here.tellTo(first);
		ConnectionId there = tables.there.tellTo(second);
		for (int i = 0; i < 16; i++) {
			this.mesh.pass(Duration.ofMillis(500));
			first.hearAgain(here);
			second.hearAgain(there);
		}
		first.dismiss(here);
		second.dismiss(there);
		first.hear(TwoTables.TELLER, List.of(new Rumor.OfMember(second.self)));
		return List.of(first, second);
	}

	static Member member(int number) {
		return member(number, new MemberId(number, number));
	}

	private static Member member(int number, MemberId id) {
		return new Member(id, 1, new Endpoint("10.0.0." + number, 7946), "", false);
	}

}
