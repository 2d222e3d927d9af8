package io.starling.spring.metrics;

import java.util.function.ToDoubleBiFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.starling.mesh.Mesh;
import io.starling.mesh.model.Activity;

/**
 * What the mesh counts, a counter each.
 */
final class ActivityMeters {

	private static final String DIRECTION = "direction";

	private static final String REASON = "reason";

	private static final String SIDE = "side";

	private final Mesh mesh;

	private final ToDoubleBiFunction<Mesh, Activity> count;

	private final MeterRegistry registry;

	ActivityMeters(Mesh mesh, ToDoubleBiFunction<Mesh, Activity> count, MeterRegistry registry) {
		this.mesh = mesh;
		this.count = count;
		this.registry = registry;
	}

	void register() {
		registerTraffic();
		registerConnections();
		registerNews();
		registerDetection();
	}

	private void registerTraffic() {
		String bytes = "What went over links, without the headers of TCP and below";
		counter("starling.bytes", BaseUnits.BYTES, bytes, Activity.BYTES_IN, DIRECTION, "in");
		counter("starling.bytes", BaseUnits.BYTES, bytes, Activity.BYTES_OUT, DIRECTION, "out");
		String messages = "Messages that went over links";
		counter("starling.messages", "messages", messages, Activity.MESSAGES_IN, DIRECTION, "in");
		counter("starling.messages", "messages", messages, Activity.MESSAGES_OUT, DIRECTION, "out");
		counter("starling.messages.dropped", "messages", "Messages not sent, because too much waited on their link",
				Activity.MESSAGES_DROPPED);
	}

	private void registerConnections() {
		String refused = "Connections that were cut because of what came by them, or because nothing did";
		counter("starling.connections.refused", "connections", refused, Activity.MALFORMED, REASON, "malformed");
		counter("starling.connections.refused", "connections", refused, Activity.TURNED_AWAY, REASON, "silent");
		counter("starling.dials", "dials", "Attempts to connect to others", Activity.DIALS);
		counter("starling.dials.failed", "dials", "Attempts to connect to others that failed", Activity.DIALS_FAILED);
		counter("starling.links.opened", "links", "Links that came to stand", Activity.LINKS_OPENED);
		counter("starling.links.broken", "links", "Links that ended without a goodbye", Activity.LINKS_BROKEN);
	}

	private void registerNews() {
		String rumors = "Rumors that went over links, those of anti-entropy among them";
		counter("starling.rumors", "rumors", rumors, Activity.RUMORS_IN, DIRECTION, "in");
		counter("starling.rumors", "rumors", rumors, Activity.RUMORS_OUT, DIRECTION, "out");
		counter("starling.rumors.news", "rumors", "Rumors received that were news", Activity.NEWS);
		counter("starling.news.refused", "news",
				"Members, rows and versions that were news, and not taken in: over a limit, or too many at once",
				Activity.REFUSED);
		counter("starling.exchanges", "exchanges", "Exchanges of anti-entropy that this member began",
				Activity.EXCHANGES);
		String differences = "Members and rows that exchanges found missing or old, here or at the other side";
		counter("starling.differences", "differences", differences, Activity.BEHIND, SIDE, "here");
		counter("starling.differences", "differences", differences, Activity.AHEAD, SIDE, "there");
	}

	private void registerDetection() {
		counter("starling.suspicions", "suspicions", "Times that a member became SUSPECT here", Activity.SUSPICIONS);
		counter("starling.deaths", "deaths", "Times that a member became DEAD here", Activity.DEATHS);
		counter("starling.refutations", "refutations", "Accusations against this member that it refuted",
				Activity.REFUTATIONS);
		counter("starling.faults", "faults",
				"Failures of this member itself, each of which cost only what was being done; the log has them",
				Activity.FAULTS);
	}

	private void counter(String name, String unit, String description, Activity what, String... tags) {
		FunctionCounter.builder(name, this.mesh, (mesh) -> this.count.applyAsDouble(mesh, what))
			.baseUnit(unit)
			.description(description)
			.tags(tags)
			.register(this.registry);
	}

}
