package io.starling.spring.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Endpoint;
import io.starling.spring.address.ReachableAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.InetUtilsProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MeshSettingsFactoryTest {

	private final Map<String, Object> properties = new HashMap<>();

	@Test
	void areTheEnginesDefaultsWhereNothingIsSet() {
		assertThat(settings()).isEqualTo(MeshSettings.defaults());
	}

	@Test
	void takesExactlyThePortThatIsSetAndSeeksOthersFromThere() {
		this.properties.put("starling.port", 9000);
		assertThat(settings().firstPort()).isEqualTo(9000);
		assertThat(settings().lastPort()).isEqualTo(9000);
		assertThat(settings().seeds()).isEqualTo(MeshSettings.localSeeds(9000));
	}

	@Test
	void takesAnyPortForZeroAndSeeksOthersWhereTheyUsuallyAre() {
		this.properties.put("starling.port", 0);
		assertThat(settings().firstPort()).isZero();
		assertThat(settings().lastPort()).isZero();
		assertThat(settings().seeds()).isEqualTo(MeshSettings.localSeeds(7946));
	}

	@Test
	void readsSeedsWithAndWithoutAPort() {
		this.properties.put("starling.seeds", "a,b:1,[::1]:2,::1");
		assertThat(settings().seeds()).containsExactly(new Endpoint("a", 7946), new Endpoint("b", 1),
				new Endpoint("::1", 2), new Endpoint("::1", 7946));
	}

	@Test
	void hasNoSeedsWhereTheListIsEmpty() {
		this.properties.put("starling.seeds", "");
		assertThat(settings().seeds()).isEmpty();
	}

	@Test
	void seeksOthersAtTheAddressThatItListensOn() {
		this.properties.put("starling.bind-address", "[::1]");
		assertThat(settings().bindAddress()).isEqualTo("::1");
		assertThat(settings().seeds()).hasSize(10).allMatch((seed) -> seed.host().equals("::1"));
	}

	@Test
	void advertisesTheAddressThatIsSet() {
		this.properties.put("starling.bind-address", "0.0.0.0");
		this.properties.put("starling.advertised-address", "mesh.example:17946");
		assertThat(settings().advertisedHost()).isEqualTo("mesh.example");
		assertThat(settings().advertisedPort()).isEqualTo(17946);
		this.properties.put("starling.advertised-address", "2001:db8::1");
		assertThat(settings().advertisedHost()).isEqualTo("2001:db8::1");
		assertThat(settings().advertisedPort()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "0.0.0.0", "::", "[::]" })
	void advertisesAnAddressThatOthersCanReachWhereItListensOnAll(String wildcard) {
		this.properties.put("starling.bind-address", wildcard);
		assertThat(settings().advertisedHost()).isEqualTo(reachable().number());
		assertThat(settings().seeds()).isEqualTo(MeshSettings.localSeeds(7946));
		this.properties.put("starling.prefer-ip-address", false);
		assertThat(settings().advertisedHost()).isEqualTo(reachable().name());
	}

	@Test
	void advertisesWhatItListensOnWhereThatIsOneAddress() {
		assertThat(settings().advertisedHost()).isNull();
	}

	@Test
	void keepsKnownPeersWhereItIsTold() {
		assertThat(settings().knownPeersDirectory()).isNull();
		this.properties.put("starling.known-peers-directory", " ");
		assertThat(settings().knownPeersDirectory()).isNull();
		this.properties.put("starling.known-peers-directory", "var/lib/starling");
		assertThat(settings().knownPeersDirectory()).isEqualTo(Path.of("var/lib/starling"));
	}

	@Test
	void namesTheDirectoryThatIsNone() {
		this.properties.put("starling.known-peers-directory", "a\0b");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::settings)
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo("starling.known-peers-directory");
				assertThat(ex.getReason()).endsWith(".");
			});
	}

	@Test
	void passesOnNameZoneTimingsAndBounds() {
		this.properties.put("starling.mesh", "flock");
		this.properties.put("starling.zone", "z1");
		this.properties.put("starling.timings.hang-tolerance", "9s");
		this.properties.put("starling.tables.max-row-size", "32KB");
		this.properties.put("starling.tables.max-member-size", "1MB");
		MeshSettings settings = settings();
		assertThat(settings.name()).isEqualTo("flock");
		assertThat(settings.zone()).isEqualTo("z1");
		assertThat(settings.protocol().hangTolerance()).isEqualTo(Duration.ofSeconds(9));
		assertThat(settings.protocol().maxState()).isEqualTo(32 * 1024);
		assertThat(settings.protocol().maxOwnerWeight()).isEqualTo(1024 * 1024);
	}

	@ParameterizedTest
	@CsvSource({ "starling.mesh, ' '",
			"starling.zone, " + "z1234567890123456789012345678901234567890123456789012345678901234",
			"starling.bind-address, ' '", "starling.port, -1", "starling.port, 65536",
			"starling.advertised-address, 0.0.0.0:1", "starling.advertised-address, http://a",
			"starling.seeds[0], 'http://a:8761/eureka'", "starling.seeds[0], a:b", "starling.timings.beat-interval, 0s",
			"starling.timings.hang-tolerance, -1s", "starling.timings.beat-interval, 61m",
			"starling.timings.retention, 14s", "starling.tables.max-row-size, 1MB", "starling.tables.max-row-size, 0B",
			"starling.tables.max-member-size, 1KB" })
	void namesThePropertyThatIsWrongItsValueAndWhatItMayBe(String name, String value) {
		this.properties.put(name, value);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::settings)
			.satisfies((ex) -> {
				assertThat(ex.getName()).isEqualTo(name);
				assertThat(ex.getReason()).endsWith(".");
			});
	}

	private MeshSettings settings() {
		StarlingProperties bound = new Binder(new MapConfigurationPropertySource(this.properties))
			.bindOrCreate("starling", StarlingProperties.class);
		return new MeshSettingsFactory(bound, List.of(new PropertiesStarlingConnectionDetails(bound)),
				MeshSettingsFactoryTest::reachable)
			.create();
	}

	static ReachableAddress reachable() {
		InetUtilsProperties inet = new InetUtilsProperties();
		return new ReachableAddress(new InetUtils(inet), inet);
	}

}
