package io.starling.benchmarks.measure;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LoopbackTest {

	@Test
	void whatLoopbackSentIsRead() {
		Loopback counters = Loopback.parse(List.of("Inter-|   Receive  |  Transmit",
				"  eth0: 1 2 0 0 0 0 0 0 3 4 0 0 0 0 0 0", "    lo: 500 6 0 0 0 0 0 0 700 8 0 0 0 0 0 0"));
		assertThat(counters).isEqualTo(new Loopback(700, 8));
	}

	@Test
	void aMissingLoopbackIsAnError() {
		assertThatIllegalStateException().isThrownBy(() -> Loopback.parse(List.of("nothing")))
			.withMessageContaining("loopback");
	}

}
