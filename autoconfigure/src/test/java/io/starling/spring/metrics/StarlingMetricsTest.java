package io.starling.spring.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The meters of a real member that has one neighbour.
 */
class StarlingMetricsTest {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final TwoMembers mesh = new TwoMembers(this.registry);

	@AfterEach
	void leave() {
		this.mesh.close();
	}

	@Test
	void showMembersLinksAndTheCondition() {
		assertThat(gauge("starling.members", "liveness", "alive")).isEqualTo(2);
		assertThat(gauge("starling.members", "liveness", "dead")).isZero();
		assertThat(gauge("starling.links")).isEqualTo(1);
		assertThat(gauge("starling.neighbours")).isEqualTo(1);
		assertThat(gauge("starling.condition", "condition", "connected")).isEqualTo(1);
		assertThat(gauge("starling.condition", "condition", "cut_off")).isZero();
		this.mesh.other.close();
		eventually(() -> assertThat(gauge("starling.members", "liveness", "left")).isEqualTo(1));
		eventually(() -> assertThat(gauge("starling.condition", "condition", "alone")).isEqualTo(1));
		assertThat(gauge("starling.condition", "condition", "connected")).isZero();
	}

	@Test
	void followTablesThatComeAndGo() {
		this.mesh.other.put("prices", "a", Columns.EMPTY.with("value", 1)).join();
		this.mesh.other.put("prices", "b", Columns.EMPTY.with("value", 2)).join();
		eventually(() -> assertThat(gauge("starling.rows", "table", "prices")).isEqualTo(2));
		this.mesh.other.withdraw("prices", "a").join();
		eventually(() -> assertThat(gauge("starling.rows", "table", "prices")).isEqualTo(1));
		this.mesh.other.withdraw("prices", "b").join();
		eventually(() -> assertThat(this.registry.find("starling.rows").gauge()).isNull());
	}

	@Test
	void followServicesThatComeAndGo() {
		this.mesh.offer("orders", ServiceStatus.UP);
		eventually(() -> assertThat(gauge("starling.instances", "service", "orders")).isEqualTo(1));
		assertThat(gauge("starling.services")).isEqualTo(1);
		this.mesh.offer("orders", ServiceStatus.DRAINING);
		eventually(() -> assertThat(this.registry.find("starling.instances").gauge()).isNull());
		assertThat(gauge("starling.services")).isZero();
		assertThat(gauge("starling.rows", "table", "services")).isEqualTo(1);
	}

	@Test
	void showRowsThatCannotBeRead() {
		this.mesh.other.put("services", "", Columns.EMPTY.with("service", "")).join();
		eventually(() -> assertThat(gauge("starling.rows.malformed")).isEqualTo(1));
	}

	@Test
	void countWhatTheMeshCounts() {
		this.mesh.offer("orders", ServiceStatus.UP);
		eventually(() -> assertThat(counter("starling.rumors.news")).isPositive());
		assertThat(counter("starling.bytes", "direction", "in")).isPositive()
			.isLessThanOrEqualTo((double) this.mesh.one.count(Activity.BYTES_IN));
		assertThat(counter("starling.bytes", "direction", "out")).isPositive();
		assertThat(counter("starling.rumors", "direction", "in"))
			.isGreaterThanOrEqualTo(counter("starling.rumors.news"));
		assertThat(counter("starling.links.opened")).isPositive();
		assertThat(counter("starling.deaths")).isZero();
	}

	/** None is forgotten, and none is shown under the name of another. */
	@Test
	void countEverythingThatTheMeshCounts() {
		List<Activity> all = List.of(Activity.values());
		MeterRegistry each = new SimpleMeterRegistry();
		new ActivityMeters(this.mesh.one, (mesh, what) -> all.indexOf(what), each).register();
		assertThat(each.getMeters()).extracting((meter) -> ((FunctionCounter) meter).count())
			.containsExactlyInAnyOrderElementsOf(
					IntStream.range(0, all.size()).mapToObj((number) -> (double) number).toList());
	}

	@Test
	void measureHowLongChangesTake() {
		Timer delay = this.registry.get("starling.propagation.delay").timer();
		this.mesh.offer("orders", ServiceStatus.UP);
		eventually(() -> assertThat(delay.count()).isEqualTo(1));
		assertThat(delay.max(TimeUnit.SECONDS)).isLessThan(60);
	}

	@Test
	void measureDrains() {
		assertThat(this.registry.get("starling.drain").timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1500);
	}

	private double gauge(String name, String... tags) {
		return this.registry.get(name).tags(tags).gauge().value();
	}

	private double counter(String name, String... tags) {
		FunctionCounter counter = this.registry.get(name).tags(tags).functionCounter();
		return counter.count();
	}

}
