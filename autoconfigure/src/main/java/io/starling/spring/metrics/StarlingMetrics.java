package io.starling.spring.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.starling.mesh.Mesh;
import io.starling.mesh.MeshStatus;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.Liveness;
import io.starling.spring.discovery.ServiceCatalogue;

/**
 * Shows the mesh as this member sees it, and what it has done, as meters. They read what
 * the mesh knows and counts anyway, when they are asked.
 */
public final class StarlingMetrics implements MeterBinder, AutoCloseable {

	private static final Duration[] OBJECTIVES = List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
		.stream()
		.map(Duration::ofMillis)
		.toArray(Duration[]::new);

	private final Mesh mesh;

	private final ServiceCatalogue catalogue;

	private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

	/**
	 * Creates the meters.
	 * @param mesh the mesh
	 * @param catalogue the service catalogue
	 */
	public StarlingMetrics(Mesh mesh, ServiceCatalogue catalogue) {
		this.mesh = mesh;
		this.catalogue = catalogue;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		new ActivityMeters(this.mesh, Mesh::count, registry).register();
		bindMembers(registry);
		bindRows(registry);
		bindServices(registry);
		bindDelay(registry);
	}

	private void bindMembers(MeterRegistry registry) {
		for (Liveness liveness : Liveness.values()) {
			gauge("starling.members", (mesh) -> mesh.snapshot().count(liveness))
				.description("Members that this one knows, the ones lately gone among them")
				.baseUnit("members")
				.tag("liveness", word(liveness))
				.register(registry);
		}
		for (MeshStatus.Condition condition : MeshStatus.Condition.values()) {
			gauge("starling.condition", (mesh) -> (mesh.status().condition() == condition) ? 1 : 0)
				.description("How this member's own connection to the mesh is: 1 for one condition, 0 for the others")
				.tag("condition", word(condition))
				.register(registry);
		}
		gauge("starling.neighbours", (mesh) -> mesh.snapshot().neighbours().size())
			.description("Members that a standing link is wanted with")
			.baseUnit("neighbours")
			.register(registry);
		gauge("starling.links", (mesh) -> mesh.snapshot().linked().size()).description("Links that stand")
			.baseUnit("links")
			.register(registry);
	}

	private void bindRows(MeterRegistry registry) {
		MultiGauge rows = MultiGauge.builder("starling.rows")
			.description("Rows of present members")
			.baseUnit("rows")
			.register(registry);
		Runnable refresh = () -> rows.register(rows("table", this.mesh.snapshot().tables().keySet(), this.mesh,
				(mesh, table) -> mesh.snapshot().table(table).size()));
		this.subscriptions.add(this.mesh.watch((before, after) -> {
			if (!before.tables().keySet().equals(after.tables().keySet())) {
				refresh.run();
			}
		}));
		refresh.run();
		Gauge.builder("starling.rows.malformed", this.catalogue, ServiceCatalogue::malformedRows)
			.description("Service rows that are left out because they cannot be read")
			.baseUnit("rows")
			.register(registry);
	}

	private void bindServices(MeterRegistry registry) {
		Gauge.builder("starling.services", this.catalogue, (catalogue) -> catalogue.services().size())
			.description("Services with an instance that may be called")
			.baseUnit("services")
			.register(registry);
		MultiGauge instances = MultiGauge.builder("starling.instances")
			.description("Instances of services that may be called")
			.baseUnit("instances")
			.register(registry);
		Gauge
			.builder("starling.instances.presumed.dead", this.catalogue, (catalogue) -> catalogue.presumedDead().size())
			.description("Those of them that are presumed dead, and the last of their services")
			.baseUnit("instances")
			.register(registry);
		Runnable refresh = () -> instances.register(rows("service", this.catalogue.services(), this.catalogue,
				(catalogue, service) -> catalogue.instances(service).size()));
		this.subscriptions.add(this.catalogue.watch(refresh));
		refresh.run();
	}

	private void bindDelay(MeterRegistry registry) {
		Timer delay = Timer.builder("starling.propagation.delay")
			.description("Time from an owner's write of a service row to its arrival here, by both wall clocks")
			.serviceLevelObjectives(OBJECTIVES)
			.register(registry);
		this.subscriptions.add(this.mesh.watch(new Arrivals(InstantSource.system(), delay::record)));
	}

	private Gauge.Builder<Mesh> gauge(String name, ToDoubleFunction<Mesh> value) {
		return Gauge.builder(name, this.mesh, value);
	}

	private static <T> List<MultiGauge.Row<?>> rows(String tag, Collection<String> names, T source, Count<T> count) {
		return names
			.stream().<MultiGauge
					.Row<?>>map((name) -> MultiGauge.Row.of(Tags.of(tag, name), source, (it) -> count.of(it, name)))
			.toList();
	}

	private static String word(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	/** Ends what follows the mesh; the meters keep answering with what they have. */
	@Override
	public void close() {
		this.subscriptions.forEach(Subscription::close);
	}

	/** Counts what a name stands for. */
	private interface Count<T> {

		int of(T source, String name);

	}

}
