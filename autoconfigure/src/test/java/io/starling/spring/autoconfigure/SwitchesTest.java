package io.starling.spring.autoconfigure;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.spring.TestMesh;
import io.starling.spring.address.ReachableAddress;
import io.starling.spring.autoconfigure.StarlingAutoConfigurationTest.WithMesh;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.StarlingDiscoveryClient;
import io.starling.spring.discovery.StarlingReactiveDiscoveryClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.health.DiscoveryCompositeHealthContributor;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryClientHealthIndicator;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.InetUtilsProperties;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Cloud's switches, and Starling's own, do and leave undone. Those that take
 * whole parts away stand in {@link StarlingAutoConfigurationTest}.
 */
class SwitchesTest {

	private final ApplicationContextRunner runner = StarlingAutoConfigurationTest.runner();

	static Stream<Arguments> switches() {
		return Stream.of(
				of("spring.cloud.discovery.client.health-indicator.include-description=false",
						(context) -> health(context).getStatus().getDescription().isEmpty()
								&& reactive(context).getStatus().getDescription().isEmpty()),
				of("spring.cloud.discovery.client.health-indicator.include-description=true",
						(context) -> health(context).getStatus().getDescription().contains("Composite")
								&& reactive(context).getStatus().getDescription().contains("Starling")),
				of("spring.cloud.discovery.client.health-indicator.use-services-query=true",
						(context) -> health(context).getDetails().containsKey("services")
								&& reactive(context).getDetails().containsKey("services")),
				of("spring.cloud.discovery.client.health-indicator.use-services-query=false",
						(context) -> health(context).getStatus().equals(Status.UP)
								&& reactive(context).getStatus().equals(Status.UP)
								&& !health(context).getDetails().containsKey("services")
								&& !reactive(context).getDetails().containsKey("services")),
				of("spring.cloud.discovery.client.composite-indicator.enabled=true",
						(context) -> has(context, DiscoveryCompositeHealthContributor.class)),
				of("spring.cloud.discovery.client.composite-indicator.enabled=false",
						(context) -> !has(context, DiscoveryCompositeHealthContributor.class)
								&& has(context, DiscoveryClientHealthIndicator.class)),
				of("spring.cloud.service-registry.auto-registration.register-management=true",
						(context) -> row(context).managementPort() == 9001
								&& "9001".equals(row(context).metadata().get("management.port"))),
				of("spring.cloud.service-registry.auto-registration.register-management=false",
						(context) -> row(context).managementPort() == 0
								&& !row(context).metadata().containsKey("management.port")),
				of("starling.order=-1", (context) -> clients(context).get(0) instanceof StarlingDiscoveryClient),
				of("starling.order=1",
						(context) -> clients(context).get(1) instanceof StarlingDiscoveryClient
								&& context.getBean(StarlingReactiveDiscoveryClient.class).getOrder() == 1),
				of("starling.instance-id=one", (context) -> row(context).instanceId().equals("one")),
				of("starling.instance-id=",
						(context) -> row(context).instanceId()
							.equals("orders:" + context.getBean(Mesh.class).self().id())),
				of("starling.metadata.colour=red", (context) -> "red".equals(row(context).metadata().get("colour"))));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("switches")
	void doesWhatItSays(String property, Predicate<ApplicationContext> expected) {
		this.runner
			.withPropertyValues("spring.application.name=orders", "local.server.port=8001",
					"local.management.port=9001", property)
			.run((context) -> assertThat(context).hasNotFailed().matches(expected, property));
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false", "true, false" })
	void failsFastWhereRegistrationIsAskedForAndIsOff(boolean failFast, boolean register) {
		this.runner
			.withPropertyValues("starling.register=" + register,
					"spring.cloud.service-registry.auto-registration.fail-fast=" + failFast)
			.run((context) -> {
				if (failFast && !register) {
					assertThat(context).getFailure()
						.hasRootCauseMessage(
								"Auto Service Registration has been requested, but there is no AutoServiceRegistration bean");
				}
				else {
					assertThat(context).hasNotFailed();
				}
			});
	}

	@ParameterizedTest
	@CsvSource({ "0.0.0.0, true", "0.0.0.0, false", "::, true", "::, false" })
	void givesTheAddressAsANumberOrAsAName(String wildcard, boolean number) {
		listening(wildcard).withPropertyValues("starling.prefer-ip-address=" + number).run((context) -> {
			ReachableAddress chosen = new ReachableAddress(context.getBean(InetUtils.class),
					context.getBean(InetUtilsProperties.class));
			assertThat(advertised(context)).isEqualTo(number ? chosen.number() : chosen.name());
		});
	}

	@ParameterizedTest
	@CsvSource({ "0.0.0.0", "::" })
	void givesAnAddressOfTheNetworkThatIsPreferred(String wildcard) throws SocketException {
		List<String> addresses = addresses();
		assertThat(addresses).isNotEmpty()
			.allSatisfy((address) -> listening(wildcard)
				.withPropertyValues("spring.cloud.inetutils.preferred-networks=" + Pattern.quote(address))
				.run((context) -> assertThat(advertised(context)).isEqualTo(address)));
	}

	@Test
	void givesNoAddressOfAnInterfaceThatIsIgnored() throws SocketException {
		assertThat(addresses()).isNotEmpty();
		for (NetworkInterface network : outward()) {
			listening("0.0.0.0")
				.withPropertyValues(
						"spring.cloud.inetutils.ignored-interfaces=" + Pattern.quote(network.getDisplayName()))
				.run((context) -> {
					// Where there is no other, the machine's name has the last word.
					boolean last = outward().size() == 1
							&& network.equals(NetworkInterface.getByInetAddress(InetAddress.getLocalHost()));
					assertThat(network.inetAddresses().map(SwitchesTest::literal).anyMatch(advertised(context)::equals))
						.isEqualTo(last);
				});
		}
	}

	// The mesh itself stays on loopback: what counts is what it would be told.
	private ApplicationContextRunner listening(String wildcard) {
		return this.runner.withUserConfiguration(WithMesh.class)
			.withPropertyValues("starling.bind-address=" + wildcard);
	}

	private static String advertised(ApplicationContext context) {
		return context.getBean(MeshSettings.class).advertisedHost();
	}

	private static List<String> addresses() throws SocketException {
		return outward().stream()
			.flatMap(NetworkInterface::inetAddresses)
			.filter(SwitchesTest::isOutward)
			.map(SwitchesTest::literal)
			.toList();
	}

	private static List<NetworkInterface> outward() throws SocketException {
		List<NetworkInterface> networks = new ArrayList<>();
		for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
			if (network.isUp() && network.inetAddresses().anyMatch(SwitchesTest::isOutward)) {
				networks.add(network);
			}
		}
		return networks;
	}

	private static boolean isOutward(InetAddress address) {
		return !address.isLoopbackAddress() && !address.isLinkLocalAddress();
	}

	private static String literal(InetAddress address) {
		return address.getHostAddress().replaceAll("%.*", "");
	}

	private static Arguments of(String property, Predicate<ApplicationContext> expected) {
		return Arguments.of(property, expected);
	}

	private static Health health(ApplicationContext context) {
		return context.getBean(DiscoveryClientHealthIndicator.class).health();
	}

	private static Health reactive(ApplicationContext context) {
		return context.getBean(ReactiveDiscoveryClientHealthIndicator.class).health().block();
	}

	private static boolean has(ApplicationContext context, Class<?> type) {
		return context.getBeanNamesForType(type).length > 0;
	}

	private static ServiceRow row(ApplicationContext context) {
		return TestMesh.rows(context.getBean(Mesh.class)).get(0);
	}

	private static List<DiscoveryClient> clients(ApplicationContext context) {
		return context.getBean(CompositeDiscoveryClient.class).getDiscoveryClients();
	}

}
