package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.overlay.Rings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.mesh.protocol.Bench.id;
import static org.assertj.core.api.Assertions.assertThat;

/** Signs of life, as the peers of one member see them. */
class BeatsTest {

	private static final Duration TICK = Duration.ofMillis(105);

	private static final Duration INTERVAL = Settings.defaults().beatInterval();

	private static final int RINGS = Settings.defaults().rings();

	private final Bench bench = new Bench();

	private final Map<ConnectionId, MemberId> peers = new TreeMap<>();

	/** A beat and when it came. */
	private record Beaten(Instant at, Duration promise) {
	}

	private void join(int count) {
		for (int i = 1; i <= count; i++) {
			this.peers.put(this.bench.join(i), id(i));
		}
	}

	private Map<MemberId, List<Beaten>> listen(Duration time) {
		Map<MemberId, List<Beaten>> heard = new TreeMap<>();
		Instant end = this.bench.now.plus(time);
		while (this.bench.now.isBefore(end)) {
			this.bench.pass(Duration.ofMillis(100), this.peers.keySet().toArray(ConnectionId[]::new));
			for (RecordingOutbox.Sent sent : this.bench.out.sent) {
				if (sent.message() instanceof Message.Beat beat) {
					heard.computeIfAbsent(this.peers.get(sent.connection()), (id) -> new ArrayList<>())
						.add(new Beaten(this.bench.now, beat.next()));
				}
			}
			this.bench.out.forget();
		}
		return heard;
	}

	private List<MemberId> successors() {
		List<MemberId> successors = new ArrayList<>();
		Rings rings = new Rings(id(500), RINGS);
		this.peers.values().forEach(rings::add);
		for (int ring = 0; ring < RINGS; ring++) {
			successors.add(rings.successor(ring));
		}
		return successors;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 9, 30 })
	void eachSuccessorIsGivenASignOfLifeOnceInAnIntervalForEachRing(int others) {
		join(others);
		Map<MemberId, List<Beaten>> heard = listen(INTERVAL.multipliedBy(10));
		Set<MemberId> successors = new TreeSet<>(successors());
		assertThat(heard.keySet()).isEqualTo(successors);
		heard.forEach((peer, beats) -> {
			int rings = (int) successors().stream().filter(peer::equals).count();
			assertThat(beats).hasSizeBetween(10 * rings - 1, 10 * rings + 1);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 9, 30 })
	void eachBeatPromisesTheNextOneAndThePromiseIsKeptWithinATick(int others) {
		join(others);
		listen(INTERVAL);
		listen(INTERVAL.multipliedBy(10)).forEach((peer, beats) -> {
			for (int i = 1; i < beats.size(); i++) {
				Instant promised = beats.get(i - 1).at().plus(beats.get(i - 1).promise());
				assertThat(beats.get(i).at()).isBetween(promised.minus(TICK), promised.plus(TICK));
			}
		});
	}

	@Test
	void whoeverIsAloneShowsItselfToNobody() {
		assertThat(listen(INTERVAL)).isEmpty();
	}

	@Test
	void whoeverShowsItselfAsPromisedIsNotAsked() {
		ConnectionId peer = this.bench.join(1);
		this.bench.pass(Duration.ofSeconds(3), peer);
		this.bench.out.forget();
		for (int i = 0; i < 20; i++) {
			this.bench.take(peer, new Message.Beat(this.bench.protocol.snapshot().digest(), INTERVAL));
			this.bench.pass(INTERVAL);
		}
		assertThat(this.bench.out.sent(Message.Ping.class)).isEmpty();
		this.bench.pass(Duration.ofMillis(200));
		assertThat(this.bench.out.sent(Message.Ping.class)).hasSize(1);
	}

	@Test
	void silenceIsNoticedSoonerWhereAnswersAreQuick() {
		ConnectionId quick = this.bench.join(1);
		ConnectionId other = this.bench.join(2);
		this.bench.pass(Duration.ofSeconds(3), quick, other);
		this.bench.out.forget();
		Message accusation = new Message.Gossip(List.of(new Rumor.OfVote(id(1), 1, id(2), Rumor.Evidence.SILENT)));
		this.bench.take(other, accusation);
		assertThat(this.bench.out.sent(Message.Ping.class)).as("looked at at once").hasSize(1);
		this.bench.pass(Duration.ofMillis(200), other);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
		// The bench ticks up to 100 ms late, and who is late waits twice as much longer.
		this.bench.pass(Duration.ofMillis(400), other);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.SUSPECT);
	}

}
