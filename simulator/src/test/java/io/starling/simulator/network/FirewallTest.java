package io.starling.simulator.network;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;

import io.starling.mesh.protocol.ConnectionId;
import io.starling.simulator.time.Timeline;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Cuts that answer, and hosts that answer late. */
class FirewallTest {

	/** Every packet takes 10 ms; kernels give up to dial after 5 s. */
	private static final NetworkSettings STEADY = new NetworkSettings(Duration.ofMillis(10), Duration.ofMillis(10), 0,
			Duration.ofSeconds(5), 1000, Duration.ofSeconds(60), Duration.ofSeconds(60));

	private static final ConnectionId OUT = new ConnectionId(true, 0);

	private static final ConnectionId IN = new ConnectionId(false, 0);

	private final Timeline timeline = new Timeline();

	private final Network network = new Network(this.timeline, new SplittableRandom(1), STEADY);

	private final Diary a = new Diary(this.timeline, this.network, "a");

	private final Diary b = new Diary(this.timeline, this.network, "b");

	@Test
	void aFirewallThatRejectsRefusesDialsAfterALatencyAndSilencesWhatStands() {
		connect();
		cut("a", "b", Cut.Answer.REFUSAL);
		this.a.say(OUT, 1);
		this.a.dial("b");
		millis(59_000);
		assertThat(this.a.lines).containsExactly("20 out-0 connected", "40 out-1 REFUSED");
		assertThat(this.b.lines).containsExactly("30 in-0 accepted");
	}

	@Test
	void whatARejectingFirewallHeldUpComesOnceItIsGone() {
		connect();
		Cut cut = cut("a", "b", Cut.Answer.REFUSAL);
		this.a.say(OUT, 1);
		millis(300);
		this.network.mend(cut);
		millis(1000);
		assertThat(this.b.lines).endsWith("640 in-0 1");
	}

	@Test
	void whoDialsTheOtherWayThroughAFirewallHearsNothing() {
		cut("b", "a", Cut.Answer.REFUSAL);
		this.a.dial("b");
		millis(6000);
		assertThat(this.a.lines).containsExactly("5000 out-0 UNREACHABLE");
	}

	@Test
	void aFirewallThatResetsBreaksWhatStandsAtWhoeverSendsFirstAndTheOtherSideLater() {
		connect();
		Cut cut = cut("a", "b", Cut.Answer.RESET);
		millis(1000);
		assertThat(this.a.lines).containsExactly("20 out-0 connected");
		this.a.say(OUT, 1);
		this.a.dial("b");
		millis(100);
		assertThat(this.a.lines).containsExactly("20 out-0 connected", "1040 out-0 closed", "1040 out-1 REFUSED");
		assertThat(this.b.lines).containsExactly("30 in-0 accepted");
		this.network.mend(cut);
		this.b.say(IN, 2);
		millis(100);
		assertThat(this.b.lines).endsWith("1150 in-0 closed");
	}

	@Test
	void anAcknowledgementIsEnoughToBeResetBy() {
		connect();
		cut("b", "a", Cut.Answer.RESET);
		this.a.say(OUT, 1);
		millis(1000);
		assertThat(this.b.lines).containsExactly("30 in-0 accepted", "40 in-0 1", "50 in-0 closed");
		assertThat(this.network.traffic().count(Happening.REJECTED)).isPositive();
	}

	@Test
	void aHostThatAnswersLateAcceptsLateAndItsLateRefusalProvesNothing() {
		this.network.troubles().answerLate("b", Duration.ofMillis(500));
		this.a.dial("b");
		millis(1000);
		assertThat(this.a.lines).containsExactly("520 out-0 connected");
		this.b.port.shutDown();
		this.a.dial("b");
		millis(1000);
		this.network.troubles().answerLate("b", Duration.ofSeconds(2));
		this.a.dial("b");
		millis(3000);
		assertThat(this.a.lines).endsWith("1520 out-1 REFUSED", "4020 out-2 UNREACHABLE");
		assertThat(this.network.traffic().count(Happening.REFUSED_LATE)).isOne();
	}

	@Test
	void aKernelGivesUpToDialWhenItsOwnTimeIsOver() {
		this.network.darken("b");
		this.network.troubles().giveUpDials("a", Duration.ofSeconds(3));
		this.a.dial("b");
		millis(4000);
		assertThat(this.a.lines).containsExactly("3000 out-0 UNREACHABLE");
	}

	private Cut cut(String from, String to, Cut.Answer answer) {
		return this.network.cut(new TreeSet<>(Arrays.asList(from)), new TreeSet<>(Arrays.asList(to)), answer);
	}

	private void connect() {
		this.a.dial("b");
		millis(30);
	}

	private void millis(long millis) {
		this.timeline.runFor(Duration.ofMillis(millis));
	}

}
