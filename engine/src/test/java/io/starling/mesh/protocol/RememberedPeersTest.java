package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.starling.mesh.model.Endpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rule J7: addresses from before the start are tried, but last, and not for ever.
 */
class RememberedPeersTest {

	private static final List<Endpoint> SEEDS = addresses("seed", 5);

	private final Bench bench = new Bench();

	@Test
	void theyAreTriedAfterTheSeedsInEachRound() {
		List<Endpoint> known = addresses("peer", 5);
		this.bench.protocol.recall(this.bench.now, known);
		this.bench.protocol.seedsResolved(this.bench.now, SEEDS);
		for (int round = 0; round < 3; round++) {
			List<Endpoint> tried = refuseARound();
			assertThat(tried.subList(0, 5)).containsExactlyInAnyOrderElementsOf(SEEDS);
			assertThat(tried.subList(5, tried.size())).containsExactlyInAnyOrderElementsOf(known);
		}
	}

	@Test
	void theyAreTriedWhereThereIsNoSeedAtAll() {
		this.bench.protocol.recall(this.bench.now, addresses("peer", 5));
		assertThat(refuseARound()).containsExactlyInAnyOrderElementsOf(addresses("peer", 5));
	}

	@Test
	void sixtyFourAreDrawn() {
		List<Endpoint> known = addresses("peer", 100);
		this.bench.protocol.recall(this.bench.now, known);
		List<Endpoint> tried = refuseARound();
		assertThat(tried).hasSize(64).doesNotHaveDuplicates().isSubsetOf(known);
		assertThat(tried).containsAnyElementsOf(known.subList(0, 36));
	}

	@Test
	void theOwnAddressIsNeverTried() {
		this.bench.protocol.recall(this.bench.now, List.of(this.bench.self().endpoint()));
		this.bench.pass(Duration.ofSeconds(30));
		assertThat(this.bench.out.dialled).isEmpty();
	}

	@Test
	void theyAreTriedForHealingButNotWhereAMemberIsKnownByNow() {
		Endpoint unknown = new Endpoint("peer", 1);
		this.bench.protocol.recall(this.bench.now, List.of(Bench.member(1).endpoint(), unknown));
		ConnectionId one = this.bench.join(1);
		this.bench.pass(Duration.ofMinutes(1), one);
		assertThat(this.bench.out.dialled.values()).contains(unknown).doesNotContain(Bench.member(1).endpoint());
	}

	@Test
	void howeverManyThereAreEveryOtherDialForHealingIsASeeds() {
		this.bench.protocol.recall(this.bench.now, addresses("peer", 64));
		ConnectionId one = this.bench.join(1);
		this.bench.protocol.seedsResolved(this.bench.now, SEEDS);
		this.bench.pass(Duration.ofMinutes(5), one);
		List<Endpoint> tried = new ArrayList<>(this.bench.out.dialled.values());
		long seeds = tried.stream().filter(SEEDS::contains).count();
		assertThat(tried).hasSizeGreaterThan(30);
		assertThat(2 * seeds).isBetween((long) tried.size() - 1, (long) tried.size() + 1);
	}

	/** Waits for a round, and refuses what is dialled in it until nothing more is. */
	private List<Endpoint> refuseARound() {
		while (this.bench.out.dialled.isEmpty()) {
			this.bench.pass(Settings.defaults().tick());
		}
		List<Endpoint> tried = new ArrayList<>();
		while (!this.bench.out.dialled.isEmpty()) {
			ConnectionId dial = new TreeSet<>(this.bench.out.dialled.keySet()).first();
			tried.add(this.bench.out.dialled.remove(dial));
			this.bench.protocol.connectFailed(this.bench.now, dial, ConnectFailure.REFUSED);
		}
		this.bench.settle();
		return tried;
	}

	private static List<Endpoint> addresses(String host, int count) {
		return IntStream.rangeClosed(1, count).mapToObj((port) -> new Endpoint(host, port)).toList();
	}

}
