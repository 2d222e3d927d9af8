package io.starling.spring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.Test;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of docs/metrics.md lists exactly the meters that there are.
 */
class MetricsPageTest {

	private static final Path PAGE = Path.of("..", "docs", "metrics.md");

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void listsEveryMeterWithItsTypeUnitTagsAndMeaning() throws IOException {
		try (TwoMembers mesh = new TwoMembers(this.registry)) {
			mesh.offer("orders", ServiceStatus.UP);
			eventually(() -> assertThat(this.registry.find("starling.instances").gauge()).isNotNull());
			eventually(() -> assertThat(this.registry.find("starling.rows").gauge()).isNotNull());
			Map<String, List<Meter.Id>> ids = this.registry.getMeters()
				.stream()
				.map(Meter::getId)
				.collect(Collectors.groupingBy(Meter.Id::getName, TreeMap::new, Collectors.toList()));
			assertThat(lines()).containsExactlyInAnyOrderElementsOf(ids.values().stream().map(this::line).toList());
		}
	}

	/** The cells of the table's lines without their formatting. */
	private static List<String> lines() throws IOException {
		return Files.readAllLines(PAGE)
			.stream()
			.filter((line) -> line.startsWith("| `starling."))
			.map((line) -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
				.map((cell) -> cell.replace("`", "").strip())
				.collect(Collectors.joining(" | ")))
			.toList();
	}

	private String line(List<Meter.Id> ids) {
		Meter.Id id = ids.get(0);
		String unit = (id.getBaseUnit() != null) ? id.getBaseUnit() : "";
		return String.join(" | ", id.getName(), prometheusName(id), id.getType().name().toLowerCase(Locale.ROOT), unit,
				tags(ids), String.valueOf(id.getDescription()));
	}

	private String prometheusName(Meter.Id id) {
		String name = id.getConventionName(this.registry.config().namingConvention());
		return (id.getType() == Meter.Type.COUNTER) ? name + "_total" : name;
	}

	private static String tags(List<Meter.Id> ids) {
		return keys(ids).map((key) -> key + ": " + values(ids, key)).collect(Collectors.joining("; "));
	}

	private static Stream<String> keys(List<Meter.Id> ids) {
		return ids.stream().flatMap((id) -> id.getTags().stream()).map(Tag::getKey).distinct().sorted();
	}

	private static String values(List<Meter.Id> ids, String key) {
		if (key.equals("table") || key.equals("service")) {
			return "its name";
		}
		return ids.stream().map((id) -> String.valueOf(id.getTag(key))).sorted().collect(Collectors.joining(", "));
	}

}
