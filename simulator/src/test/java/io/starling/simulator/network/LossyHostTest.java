package io.starling.simulator.network;

import java.time.Duration;
import java.util.SplittableRandom;

import io.starling.mesh.protocol.ConnectionId;
import io.starling.simulator.time.Timeline;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LossyHostTest {

	private static final int MESSAGES = 2000;

	private final Timeline timeline = new Timeline();

	private final Network network = new Network(this.timeline, new SplittableRandom(1),
			new NetworkSettings(Duration.ofMillis(10), Duration.ofMillis(10), 0, Duration.ofSeconds(1), 1 << 20,
					Duration.ofHours(1), Duration.ofHours(1)));

	private final Diary a = new Diary(this.timeline, this.network, "a");

	private final Diary b = new Diary(this.timeline, this.network, "b");

	private final Diary c = new Diary(this.timeline, this.network, "c");

	@Test
	void whatAHostWithABadCableSendsAndIsSentIsLateAndOthersAreNot() {
		ConnectionId toB = this.a.dial("b");
		ConnectionId toC = this.a.dial("c");
		this.timeline.runFor(Duration.ofSeconds(1));
		this.network.lose("b", 0.5);
		assertThat(late(this.a, toB, this.b) / (double) MESSAGES).isBetween(0.45, 0.55);
		assertThat(late(this.b, new ConnectionId(false, 0), this.a) / (double) MESSAGES).isBetween(0.45, 0.55);
		assertThat(late(this.a, toC, this.c)).isZero();
		this.network.calm();
		assertThat(late(this.a, toB, this.b)).isZero();
	}

	private int late(Diary from, ConnectionId connection, Diary to) {
		int late = 0;
		for (int i = 0; i < MESSAGES; i++) {
			int before = to.lines.size();
			Duration sent = this.timeline.now();
			from.say(connection, i);
			this.timeline.runUntil(() -> to.lines.size() > before, Duration.ofMinutes(30));
			late += (this.timeline.now().minus(sent).toMillis() > 10) ? 1 : 0;
		}
		return late;
	}

}
