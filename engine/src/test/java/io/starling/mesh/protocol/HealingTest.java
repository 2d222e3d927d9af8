package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rule J4: how often a member that is not alone dials where others may be.
 */
class HealingTest {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Endpoint NAME = new Endpoint("registry.example", 1);

	private static final Endpoint VIRTUAL = new Endpoint("2001:db8::7", 1);

	private final Bench bench = new Bench();

	/** Which member answers where. */
	private final TreeMap<Endpoint, Integer> answering = new TreeMap<>();

	private final TreeMap<Endpoint, Integer> dials = new TreeMap<>();

	/** What comes of dials where nobody answers. */
	private ConnectFailure failure = ConnectFailure.REFUSED;

	@Test
	void aSeedSpelledOtherwiseIsNotDialledWhileWhoAnsweredThereIsPresent() {
		ConnectionId one = this.bench.join(1);
		this.answering.putAll(Map.of(NAME, 1, VIRTUAL, 1));
		this.bench.protocol.seedsResolved(this.bench.now, List.of(NAME, VIRTUAL));
		play(Duration.ofMinutes(1), one);
		assertThat(this.dials).containsOnlyKeys(NAME, VIRTUAL);
		play(HOUR, one);
		// The two of them try one address a minute more, as others may answer there.
		assertThat(sum()).isBetween(10, 50);
	}

	@Test
	void itIsDialledAgainSoonAfterThatMemberHasGone() {
		ConnectionId one = this.bench.join(1);
		ConnectionId two = this.bench.join(2);
		this.answering.put(NAME, 2);
		this.bench.protocol.seedsResolved(this.bench.now, List.of(NAME));
		play(Duration.ofMinutes(1), one, two);
		this.bench.receive(two, new Rumor.OfMember(Bench.member(2).leaving()));
		this.bench.take(two, new Message.Goodbye(Message.Goodbye.Reason.LEAVING));
		this.answering.put(NAME, 3);
		play(Duration.ofSeconds(10), one);
		assertThat(this.dials.get(NAME)).isBetween(1, 2);
		assertThat(this.bench.protocol.snapshot().member(Bench.id(3))).isPresent();
	}

	@Test
	void addressesWhereNobodyAnswersAreDialledOnceAnHour() {
		this.bench.protocol.recall(this.bench.now, addresses(10));
		ConnectionId one = this.bench.join(1);
		play(HOUR, one);
		assertThat(sum()).isBetween(60, 160);
		play(HOUR, one);
		assertThat(sum()).isBetween(10, 60);
	}

	@Test
	void aSeedWhereNobodyAnswersIsDialledAtLeastOnceAMinuteForEver() {
		ConnectionId one = this.bench.join(1);
		ConnectionId two = this.bench.join(2);
		this.bench.protocol.seedsResolved(this.bench.now, List.of(NAME));
		this.bench.protocol.recall(this.bench.now, addresses(64));
		play(HOUR.multipliedBy(3), one, two);
		for (int minute = 0; minute < 60; minute++) {
			play(Duration.ofMinutes(1), one, two);
			assertThat(this.dials).containsKey(NAME);
		}
	}

	@Test
	void whereAMemberOfAnotherMeshAnswersItIsDialledOnceAnHour() {
		ConnectionId one = this.bench.join(1);
		this.answering.put(NAME, -1);
		this.bench.protocol.seedsResolved(this.bench.now, List.of(NAME));
		play(HOUR, one);
		play(HOUR, one);
		assertThat(sum()).isBetween(1, 50);
	}

	@ParameterizedTest
	@EnumSource(names = { "UNKNOWN_HOST", "UNRESOLVED" })
	void namesThatLeadNowhereAreLookedUpOnceAnHour(ConnectFailure failure) {
		this.failure = failure;
		this.bench.protocol.recall(this.bench.now, addresses(10));
		ConnectionId one = this.bench.join(1);
		play(HOUR, one);
		play(HOUR, one);
		assertThat(sum()).isBetween(10, 60);
	}

	@Test
	void whatCouldNotBeTriedIsTriedAgainSoon() {
		ConnectionId one = this.bench.join(1);
		this.bench.protocol.recall(this.bench.now, addresses(1));
		for (int dial = 0; dial < 20; dial++) {
			this.bench.out.dialled.clear();
			while (this.bench.out.dialled.isEmpty()) {
				this.bench.pass(Settings.defaults().tick(), one);
			}
			ConnectionId tried = this.bench.out.dialled.keySet().iterator().next();
			this.bench.protocol.connectFailed(this.bench.now, tried, ConnectFailure.NOT_TRIED);
		}
		assertThat(this.bench.now).isBefore(Instant.EPOCH.plus(Duration.ofMinutes(5)));
	}

	/** Lets time pass, in which dials are answered or refused, and counts them. */
	private void play(Duration time, ConnectionId... links) {
		this.dials.clear();
		for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minusSeconds(1)) {
			this.bench.out.forget();
			this.bench.pass(Duration.ofSeconds(1), links);
			new ArrayList<>(this.bench.out.dialled.entrySet()).forEach((dial) -> {
				this.dials.merge(dial.getValue(), 1, Integer::sum);
				answer(dial.getKey(), this.answering.get(dial.getValue()));
			});
		}
	}

	private void answer(ConnectionId dial, Integer member) {
		if (member == null) {
			this.bench.protocol.connectFailed(this.bench.now, dial, this.failure);
		}
		else {
			this.bench.protocol.connected(this.bench.now, dial);
			this.bench.take(dial, (member > 0) ? Bench.hello(Bench.member(member))
					: new Message.Hello("another", Bench.member(9), false, Digest.EMPTY));
		}
		this.bench.settle();
	}

	private int sum() {
		return this.dials.values().stream().mapToInt(Integer::intValue).sum();
	}

	private static List<Endpoint> addresses(int count) {
		return IntStream.rangeClosed(1, count).mapToObj((port) -> new Endpoint("dead", port)).toList();
	}

}
