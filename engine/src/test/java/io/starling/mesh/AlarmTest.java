package io.starling.mesh;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AlarmTest {

	private final ManualLoop loop = new ManualLoop();

	private int rings;

	private final Alarm alarm = new Alarm(this.loop, () -> {
		this.rings++;
		throw new OutOfMemoryError("thrown by the test, on purpose");
	});

	@Test
	void aCheckThatThrowsIsNotTheLast() {
		this.alarm.start();
		this.loop.pass(Alarm.CHECK.multipliedBy(3));
		assertThat(this.rings).isEqualTo(3);
	}

	@Test
	void oneThatThrowsLeavesTheChecks() {
		this.alarm.start();
		this.alarm.setTo(Instant.EPOCH.plusMillis(100), Instant.EPOCH);
		this.loop.pass(Alarm.CHECK.multipliedBy(3));
		assertThat(this.rings).isEqualTo(4);
	}

}
