package io.starling.benchmarks.jmh;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.protocol.Settings;
import io.starling.spring.discovery.ServiceCatalogue;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.discovery.StarlingDiscoveryClient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.cloud.client.ServiceInstance;

/**
 * What an application asks with each call that it makes: the instances of a service, of a
 * hundred with ten each, another one each time. To be run with {@code -prof gc}, which
 * shows the bytes that an answer allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DiscoveryBenchmark {

	static final int SERVICES = 100;

	static final int INSTANCES = 1000;

	/** So many names are drawn beforehand; a power of two. */
	private static final int DRAWN = 4096;

	private final Mesh mesh = Mesh.start(settings());

	private final String[] names = new Random(42).ints(DRAWN, 0, SERVICES)
		.mapToObj(DiscoveryBenchmark::name)
		.toArray(String[]::new);

	private final ServiceCatalogue catalogue;

	private final StarlingDiscoveryClient client;

	private int next;

	/** Starts a member that has written all rows itself. */
	public DiscoveryBenchmark() {
		for (int i = 0; i < INSTANCES; i++) {
			ServiceRow row = row(i);
			this.mesh.put(ServiceRow.TABLE, row.instanceId(), row.toColumns(Instant.EPOCH)).join();
		}
		this.catalogue = ServiceCatalogue.follow(this.mesh);
		this.client = new StarlingDiscoveryClient(this.catalogue, 0);
	}

	/** One member has all rows, so it needs more room for them than any other. */
	private static MeshSettings settings() {
		Settings usual = Settings.defaults();
		return MeshSettings.defaults()
			.withName("benchmark")
			.withPorts(0, 0)
			.withSeeds(List.of())
			.withProtocol(new Settings(usual.rings(), usual.tick(), usual.beatInterval(), usual.pingTimeout(),
					usual.hangTolerance(), usual.joinInterval(), usual.healInterval(), usual.mixInterval(),
					usual.linger(), usual.retention(), usual.maxState(), 1024 * 1024));
	}

	private static ServiceRow row(int number) {
		return new ServiceRow(name(number % SERVICES), "instance-" + number, "10.0.0.1", 1024 + number, false,
				ServiceStatus.UP, "z1", Map.of("zone", "z1"), 0);
	}

	private static String name(int service) {
		return "service-" + service;
	}

	private String draw() {
		this.next = (this.next + 1) & (DRAWN - 1);
		return this.names[this.next];
	}

	/**
	 * Asks as Spring Cloud does.
	 * @return the instances
	 */
	@Benchmark
	public List<ServiceInstance> getInstances() {
		return this.client.getInstances(draw());
	}

	/**
	 * Asks the catalogue itself.
	 * @return the instances
	 */
	@Benchmark
	public List<ServiceInstance> instances() {
		return this.catalogue.instances(draw());
	}

	/** Leaves the mesh. */
	@TearDown
	public void close() {
		this.catalogue.close();
		this.mesh.close();
	}

}
