package io.starling.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Endpoint;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/kubernetes says is YAML, sets only what there is, and fits together.
 */
class KubernetesManifestsTest {

	private static final Path MANIFESTS = Path.of("..", "docs", "kubernetes");

	@Test
	void areResourcesWithNames() throws IOException {
		assertThat(manifests()).extracting((manifest) -> at(manifest, "kind"))
			.containsExactlyInAnyOrder("Deployment", "Service", "NetworkPolicy");
		assertThat(manifests()).allSatisfy((manifest) -> {
			assertThat(at(manifest, "apiVersion")).isInstanceOf(String.class);
			assertThat(at(manifest, "metadata", "name")).isInstanceOf(String.class);
		});
	}

	@Test
	void setOnlyPropertiesThatThereAre() throws IOException {
		List<PropertyMetadata> ours = PropertyMetadata.ours();
		List<PropertyMetadata> all = PropertyMetadata.all();
		assertThat(environment().keySet()).filteredOn((name) -> name.startsWith("STARLING_"))
			.hasSizeGreaterThan(3)
			.allSatisfy((name) -> assertThat(ours).as(name).anyMatch((property) -> property.isSetBy(name)));
		assertThat(environment().keySet()).filteredOn((name) -> !name.startsWith("JAVA_"))
			.allSatisfy((name) -> assertThat(all).as(name).anyMatch((property) -> property.isSetBy(name)));
	}

	@Test
	void makeAMemberThatOthersReachAndThatFindsThem() throws IOException {
		StarlingProperties properties = properties();
		MeshSettings settings = new MeshSettingsFactory(properties,
				List.of(new PropertiesStarlingConnectionDetails(properties)), MeshSettingsFactoryTest::reachable)
			.create();
		Map<?, ?> service = only("Service");
		assertThat(settings.bindAddress()).isEqualTo("0.0.0.0");
		assertThat(settings.seeds())
			.containsExactly(new Endpoint((String) at(service, "metadata", "name"), settings.firstPort()));
		assertThat(at(service, "spec", "ports", 0, "port")).isEqualTo(settings.firstPort());
		assertThat(ports()).containsEntry("mesh", settings.firstPort());
		assertThat(labels(at(only("Deployment"), "spec", "template", "metadata", "labels")))
			.containsAllEntriesOf(labels(at(service, "spec", "selector")))
			.containsAllEntriesOf(labels(at(only("Deployment"), "spec", "selector", "matchLabels")))
			.containsAllEntriesOf(labels(at(only("NetworkPolicy"), "spec", "podSelector", "matchLabels")));
	}

	@Test
	void publishPodsThatAreNotReady() throws IOException {
		Map<?, ?> service = only("Service");
		assertThat(at(service, "spec", "clusterIP")).isEqualTo("None");
		assertThat(at(service, "spec", "publishNotReadyAddresses")).isEqualTo(true);
	}

	@Test
	void leaveTimeToDrainAndToStop() throws IOException {
		StarlingProperties.Drain drain = properties().drain();
		Duration phase = DurationStyle.detectAndParse(environment().get("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE"));
		Integer grace = (Integer) at(pod(), "terminationGracePeriodSeconds");
		assertThat(Duration.ofSeconds(grace)).isGreaterThan(drain.timeout().plus(drain.linger()).plus(phase));
	}

	@Test
	void keepTheMeshOutOfTheProbes() throws IOException {
		assertThat(at(container(), "readinessProbe", "httpGet", "path")).isEqualTo("/actuator/health/readiness");
		assertThat(at(container(), "livenessProbe", "httpGet", "path")).isEqualTo("/actuator/health/liveness");
		assertThat(environment().keySet()).noneMatch((name) -> name.startsWith("MANAGEMENT_ENDPOINT_HEALTH_GROUP"));
	}

	private static StarlingProperties properties() throws IOException {
		SystemEnvironmentPropertySource source = new SystemEnvironmentPropertySource(
				StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new LinkedHashMap<>(environment()));
		return new Binder(ConfigurationPropertySources.from(source)).bindOrCreate("starling", StarlingProperties.class);
	}

	private static Map<String, String> environment() throws IOException {
		Map<String, String> environment = new LinkedHashMap<>();
		for (Object variable : (List<?>) at(container(), "env")) {
			environment.put((String) at(variable, "name"), (String) at(variable, "value"));
		}
		return environment;
	}

	private static Map<String, Integer> ports() throws IOException {
		Map<String, Integer> ports = new LinkedHashMap<>();
		for (Object port : (List<?>) at(container(), "ports")) {
			ports.put((String) at(port, "name"), (Integer) at(port, "containerPort"));
		}
		return ports;
	}

	private static Object container() throws IOException {
		return at(pod(), "containers", 0);
	}

	private static Object pod() throws IOException {
		return at(only("Deployment"), "spec", "template", "spec");
	}

	private static Map<?, ?> only(String kind) throws IOException {
		List<Map<?, ?>> found = manifests().stream().filter((it) -> kind.equals(at(it, "kind"))).toList();
		assertThat(found).as(kind).hasSize(1);
		return found.get(0);
	}

	private static List<Map<?, ?>> manifests() throws IOException {
		List<Map<?, ?>> manifests = new ArrayList<>();
		try (Stream<Path> files = Files.list(MANIFESTS)) {
			for (Path file : files.sorted().toList()) {
				yaml().loadAll(Files.readString(file)).forEach((manifest) -> manifests.add((Map<?, ?>) manifest));
			}
		}
		return manifests;
	}

	private static Yaml yaml() {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		return new Yaml(new SafeConstructor(options));
	}

	@SuppressWarnings("unchecked")
	private static Map<Object, Object> labels(Object labels) {
		return (Map<Object, Object>) labels;
	}

	private static Object at(Object from, Object... path) {
		Object found = from;
		for (Object step : path) {
			found = (step instanceof Integer index) ? ((List<?>) found).get(index) : ((Map<?, ?>) found).get(step);
			assertThat(found).as("%s of %s", step, from).isNotNull();
		}
		return found;
	}

}
