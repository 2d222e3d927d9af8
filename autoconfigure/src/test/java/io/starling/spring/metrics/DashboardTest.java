package io.starling.spring.metrics;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard asks for what Prometheus gets, and shows all of it.
 */
class DashboardTest {

	private static final JsonNode DASHBOARD = JsonMapper.shared()
		.readTree(Path.of("..", "docs", "grafana", "starling.json"));

	private static final Pattern NAME = Pattern.compile("\\bstarling_\\w+");

	private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*=~?\\s*\"|by \\((\\w+)\\)");

	/** What Prometheus itself adds, and a histogram's own. */
	private static final Set<String> FOREIGN_LABELS = Set.of("job", "le");

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	@Test
	void asksForNothingThatIsNotThereAndLeavesNoMeterOut() {
		try (TwoMembers mesh = new TwoMembers(this.registry)) {
			mesh.offer("orders", ServiceStatus.UP);
			eventually(() -> assertThat(samples()).contains("starling_instances", "starling_rows"));
			assertThat(queries()).hasSizeGreaterThan(20).allSatisfy((query) -> {
				assertThat(found(NAME, query)).isNotEmpty().isSubsetOf(samples());
				assertThat(labels(query)).isSubsetOf(labels(this.registry.scrape()));
			});
			Set<String> shown = queries().stream()
				.flatMap((query) -> found(NAME, query).stream())
				.map(DashboardTest::meter)
				.collect(Collectors.toSet());
			assertThat(shown).containsAll(samples().stream().map(DashboardTest::meter).collect(Collectors.toSet()));
		}
	}

	@Test
	void saysWhatEachPanelShows() {
		assertThat(DASHBOARD.get("panels")).isNotEmpty().allSatisfy((panel) -> {
			assertThat(panel.get("title").asString()).isNotBlank();
			assertThat(panel.get("description").asString()).isNotBlank();
		});
		assertThat(DASHBOARD.findValuesAsString("definition")).containsExactly("label_values(starling_members, job)");
	}

	private static List<String> queries() {
		return DASHBOARD.findValuesAsString("expr");
	}

	/** The names of the time series that Prometheus gets. */
	private Set<String> samples() {
		return found(Pattern.compile("^starling_\\w+", Pattern.MULTILINE), this.registry.scrape());
	}

	private static Set<String> labels(String text) {
		Set<String> labels = LABEL.matcher(text)
			.results()
			.map((match) -> (match.group(1) != null) ? match.group(1) : match.group(2))
			.collect(Collectors.toCollection(TreeSet::new));
		labels.removeAll(FOREIGN_LABELS);
		return labels;
	}

	/** Of the several time series of a timer, one is enough. */
	private static String meter(String sample) {
		return sample.replaceFirst("_(bucket|count|sum|max)$", "");
	}

	private static Set<String> found(Pattern pattern, String text) {
		return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
	}

}
