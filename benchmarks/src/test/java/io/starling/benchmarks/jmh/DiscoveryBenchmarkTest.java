package io.starling.benchmarks.jmh;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DiscoveryBenchmarkTest {

	private static final int EACH = DiscoveryBenchmark.INSTANCES / DiscoveryBenchmark.SERVICES;

	@Test
	void everyServiceThatIsAskedForHasItsInstances() {
		DiscoveryBenchmark benchmark = new DiscoveryBenchmark();
		for (int i = 0; i < DiscoveryBenchmark.INSTANCES; i++) {
			assertThat(benchmark.getInstances()).hasSize(EACH);
			assertThat(benchmark.instances()).hasSize(EACH);
		}
		benchmark.close();
	}

}
