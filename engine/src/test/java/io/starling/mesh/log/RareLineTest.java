package io.starling.mesh.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RareLineTest {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final LogQueue queue = new LogQueue(LogQueue.MOST);

	private final List<Long> written = Collections.synchronizedList(new ArrayList<>());

	private Instant now = Instant.EPOCH;

	private final RareLine line = new RareLine(() -> this.now, this.queue);

	private void write() {
		this.line.write(this.written::add);
	}

	private List<Long> written() {
		assertThat(this.queue.written(PATIENCE)).succeedsWithin(PATIENCE);
		return this.written;
	}

	@Test
	void theFirstIsWrittenAndTheNextOnesAreCounted() {
		write();
		for (int i = 0; i < 1000; i++) {
			write();
		}
		this.now = this.now.plus(RareLine.PAUSE).minusNanos(1);
		write();
		assertThat(written()).containsExactly(0L);
		this.now = this.now.plusNanos(1);
		write();
		write();
		assertThat(written()).containsExactly(0L, 1001L);
		this.now = this.now.plus(RareLine.PAUSE);
		write();
		assertThat(written()).containsExactly(0L, 1001L, 1L);
	}

	@Test
	void aClockThatFailsCostsThatLineOnly() {
		RareLine failing = new RareLine(() -> {
			throw new OutOfMemoryError("thrown by the test, on purpose");
		}, this.queue);
		assertThatNoException().isThrownBy(() -> failing.write(this.written::add));
		write();
		assertThat(written()).containsExactly(0L);
	}

	@Test
	void theSystemsClockWillDo() {
		RareLine real = new RareLine();
		for (int i = 0; i < 10; i++) {
			real.write(this.written::add);
		}
		assertThat(LogQueue.shared().written(PATIENCE)).succeedsWithin(PATIENCE);
		assertThat(this.written).containsExactly(0L);
	}

}
