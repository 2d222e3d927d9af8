package io.starling.simulator.network;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

import io.starling.mesh.protocol.ConnectionId;
import io.starling.simulator.time.Timeline;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NetworkTest {

	/** Every packet takes 10 ms; a connection is given up after 60 s. */
	private static final NetworkSettings STEADY = new NetworkSettings(Duration.ofMillis(10), Duration.ofMillis(10), 0,
			Duration.ofSeconds(1), 1000, Duration.ofSeconds(60), Duration.ofSeconds(60));

	private static final ConnectionId OUT = new ConnectionId(true, 0);

	private final Timeline timeline = new Timeline();

	private final Network network = new Network(this.timeline, new SplittableRandom(1), STEADY);

	private final Diary a = new Diary(this.timeline, this.network, "a");

	private final Diary b = new Diary(this.timeline, this.network, "b");

	@Test
	void aConnectionStandsAfterARoundTripAndIsAcceptedHalfAnotherOneLater() {
		connect();
		assertThat(this.a.lines).containsExactly("20 out-0 connected");
		assertThat(this.b.lines).containsExactly("30 in-0 accepted");
	}

	@Test
	void messagesComeInOrder() {
		connect();
		for (int i = 0; i < 5; i++) {
			this.a.say(OUT, i);
		}
		millis(10);
		assertThat(this.b.lines).endsWith("40 in-0 0", "40 in-0 1", "40 in-0 2", "40 in-0 3", "40 in-0 4");
	}

	@Test
	void whatIsSentBeforeTheOtherSideAcceptedComesAfterIt() {
		this.a.dial("b");
		millis(20);
		this.a.say(OUT, 1);
		millis(10);
		assertThat(this.b.lines).containsExactly("30 in-0 accepted", "30 in-0 1");
	}

	@Test
	void nobodyListeningIsARefusalAfterARoundTrip() {
		this.b.port.shutDown();
		this.a.dial("b");
		millis(20);
		assertThat(this.a.lines).containsExactly("20 out-0 REFUSED");
	}

	@Test
	void aDarkOrUnknownHostIsUnreachableAfterTheTimeout() {
		this.network.darken("b");
		this.a.dial("b");
		this.a.dial("nowhere");
		millis(1000);
		assertThat(this.a.lines).containsExactly("1000 out-0 UNREACHABLE", "1000 out-1 UNREACHABLE");
	}

	@Test
	void aHostWithPowerAgainRefuses() {
		this.network.darken("b");
		this.network.lighten("b");
		this.a.dial("b");
		millis(20);
		assertThat(this.a.lines).containsExactly("20 out-0 REFUSED");
	}

	@Test
	void aDialGivenUpIsNotHeardOfAgain() {
		this.a.port.close(this.a.dial("b"));
		millis(2000);
		assertThat(this.a.lines).isEmpty();
		assertThat(this.b.lines).isEmpty();
	}

	@Test
	void aProcessThatDiesClosesItsConnectionsAfterWhatItSent() {
		connect();
		this.a.say(OUT, 1);
		this.a.port.shutDown();
		millis(10);
		assertThat(this.b.lines).endsWith("40 in-0 1", "40 in-0 closed");
	}

	@Test
	void aHostThatGoesDarkIsNotHeardOfAnyMore() {
		connect();
		this.network.darken("a");
		millis(600_000);
		assertThat(this.b.lines).containsExactly("30 in-0 accepted");
	}

	@Test
	void whoeverSendsToADarkHostLosesPatience() {
		connect();
		this.network.darken("b");
		this.a.say(OUT, 1);
		millis(61_000);
		assertThat(this.a.lines).endsWith("60030 out-0 closed");
	}

	@Test
	void theNextProcessAtAnAddressRefusesConnectionsOfTheLastOne() {
		connect();
		this.network.darken("b");
		Diary next = new Diary(this.timeline, this.network, "b");
		this.a.say(OUT, 1);
		millis(20);
		assertThat(this.a.lines).endsWith("50 out-0 closed");
		assertThat(next.lines).isEmpty();
	}

	@Test
	void whatACutHoldsUpComesWithTheNextRetryAfterItIsMended() {
		connect();
		Cut cut = this.network.cut(hosts("a"), hosts("b"));
		this.a.say(OUT, 1);
		millis(100);
		this.a.say(OUT, 2);
		millis(1000);
		this.network.mend(cut);
		millis(10_000);
		// Sent at 30, tried again after 200, 400 and 800 ms; the second waits behind it.
		assertThat(this.b.lines).endsWith("1440 in-0 1", "1540 in-0 2");
	}

	@Test
	void anOutageLongerThanTheSendersPatienceBreaksTheConnectionAtBothEnds() {
		connect();
		Cut cut = this.network.cut(hosts("a"), hosts("b"));
		this.a.say(OUT, 1);
		millis(61_000);
		assertThat(this.a.lines).endsWith("60030 out-0 closed");
		this.network.mend(cut);
		this.b.say(new ConnectionId(false, 0), 2);
		millis(20);
		assertThat(this.b.lines).endsWith("61050 in-0 closed");
	}

	@Test
	void aCutOfTheWayBackLetsMessagesThroughUntilTheSenderLosesPatience() {
		connect();
		this.network.cut(hosts("b"), hosts("a"));
		this.a.say(OUT, 1);
		millis(10);
		assertThat(this.b.lines).endsWith("40 in-0 1");
		millis(61_000);
		assertThat(this.a.lines).endsWith("60030 out-0 closed");
	}

	@Test
	void aDialWhoseAnswerIsCutOffIsUnreachableAndNeverAccepted() {
		this.network.cut(hosts("b"), hosts("a"));
		this.a.dial("b");
		millis(5000);
		assertThat(this.a.lines).containsExactly("1000 out-0 UNREACHABLE");
		assertThat(this.b.lines).isEmpty();
	}

	@Test
	void aBrokenConnectionIsClosedAtBothEndsAndWhatWasUnderWayIsLost() {
		connect();
		this.a.say(OUT, 1);
		assertThat(this.a.port.breakConnections(this.b.port.endpoint())).isEqualTo(1);
		millis(1000);
		assertThat(this.a.lines).endsWith("40 out-0 closed");
		assertThat(this.b.lines).containsExactly("30 in-0 accepted", "40 in-0 closed");
	}

	@Test
	void aMutedConnectionSwallowsAllAndANewOneStands() {
		connect();
		assertThat(this.b.port.muteConnections(this.a.port.endpoint())).isEqualTo(1);
		this.a.say(OUT, 1);
		ConnectionId fresh = this.a.dial("b");
		millis(20);
		this.a.say(fresh, 2);
		millis(1000);
		assertThat(this.b.lines).containsExactly("30 in-0 accepted", "60 in-1 accepted", "60 in-1 2");
	}

	@Test
	void aFullQueueDropsMessagesUntilItIsAcknowledged() {
		connect();
		for (int i = 0; i < 15; i++) {
			this.a.say(OUT, i);
		}
		millis(10);
		this.a.say(OUT, 15);
		millis(10);
		assertThat(this.b.lines).hasSize(1 + 11).endsWith("40 in-0 9", "50 in-0 15");
		assertThat(this.network.traffic().count(Happening.DROPPED)).isEqualTo(5);
	}

	@Test
	void whoClosesStillHearsNothingAndTheOtherSideLosesNothing() {
		connect();
		this.a.say(OUT, 1);
		this.a.port.close(OUT);
		this.b.say(new ConnectionId(false, 0), 2);
		millis(3000);
		assertThat(this.b.lines).endsWith("40 in-0 1", "40 in-0 closed");
		assertThat(this.a.lines).containsExactly("20 out-0 connected");
	}

	@Test
	void atAFifthOfLossOneMessageInSixHundredIsThreeSecondsLate() {
		connect();
		this.network.behave(STEADY.withLoss(0.2));
		int late = 0;
		int messages = 20_000;
		for (int i = 0; i < messages; i++) {
			long sent = this.timeline.now().toMillis();
			int before = this.b.lines.size();
			this.a.say(OUT, i);
			this.timeline.runUntil(() -> this.b.lines.size() > before, Duration.ofMinutes(10));
			late += (this.timeline.now().toMillis() - sent >= 3000) ? 1 : 0;
		}
		assertThat(messages / (double) late).isBetween(500.0, 750.0);
	}

	private void connect() {
		this.a.dial("b");
		millis(30);
	}

	private void millis(long millis) {
		this.timeline.runFor(Duration.ofMillis(millis));
	}

	private static Set<String> hosts(String host) {
		TreeSet<String> hosts = new TreeSet<>();
		hosts.add(host);
		return hosts;
	}

}
