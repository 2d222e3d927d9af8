package io.starling.spring.loadbalancer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpServer;
import io.starling.mesh.model.Liveness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import static io.starling.spring.TestMesh.eventually;
import static io.starling.spring.loadbalancer.TestBalancer.choose;
import static io.starling.spring.loadbalancer.TestBalancer.chosen;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The load balancer that asks instances how they are, here with servers that can be made
 * unwell.
 */
class HealthCheckTest {

	private static final String CONFIGURATION = "spring.cloud.loadbalancer.configurations=health-check";

	private static final String OFTEN = "spring.cloud.loadbalancer.health-check.interval=100ms";

	// So that only a change in the mesh can be what is seen.
	private static final String ONCE = "spring.cloud.loadbalancer.health-check.interval=1h";

	private final TestBalancer balancer = new TestBalancer();

	private final Map<Integer, HttpServer> servers = new TreeMap<>();

	private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();

	@AfterEach
	void stop() {
		this.servers.values().forEach((server) -> server.stop(0));
	}

	@ParameterizedTest
	@EnumSource
	void callsOnlyInstancesThatAreWell(Client client) {
		start(1, 200);
		start(2, 503);
		client.in(this.balancer.with(CONFIGURATION, OFTEN)).run((context) -> {
			eventually(() -> assertThat(chosen(context, 10)).containsOnly("orders-1"));
			this.statuses.put(2, 200);
			eventually(() -> assertThat(chosen(context, 2)).contains("orders-1", "orders-2"));
			this.statuses.put(1, 503);
			eventually(() -> assertThat(chosen(context, 10)).containsOnly("orders-2"));
		});
	}

	@Test
	void callsAllIfNoneIsWell() {
		start(1, 503);
		start(2, 503);
		this.balancer.with(CONFIGURATION, OFTEN).run((context) -> {
			assertThat(chosen(context, 2)).containsExactlyInAnyOrder("orders-1", "orders-2");
			this.statuses.put(1, 200);
			eventually(() -> assertThat(chosen(context, 10)).containsOnly("orders-1"));
		});
	}

	@Test
	void noticesInstancesThatComeWithoutBeingToldToLook() {
		this.balancer.with(CONFIGURATION, ONCE).run((context) -> {
			assertThat(choose(context, "orders")).isNull();
			start(1, 200);
			eventually(() -> assertThat(choose(context, "orders")).isNotNull());
			start(2, 200);
			eventually(() -> assertThat(chosen(context, 2)).contains("orders-1", "orders-2"));
		});
	}

	@Test
	void forgetsInstancesThatGoAtOnce() {
		start(1, 200);
		start(2, 200);
		this.balancer.with(CONFIGURATION, ONCE).run((context) -> {
			eventually(() -> assertThat(chosen(context, 2)).contains("orders-1", "orders-2"));
			this.balancer.mesh((mesh) -> mesh.without(1));
			assertThat(chosen(context, 10)).containsOnly("orders-2");
			this.balancer.mesh((mesh) -> mesh.without(2));
			assertThat(choose(context, "orders")).isNull();
		});
	}

	@Test
	void callsWhatHasJustComeIfAllThatWereWellAreGone() {
		start(1, 200);
		this.balancer.with(CONFIGURATION, ONCE).run((context) -> {
			assertThat(chosen(context, 1)).containsOnly("orders-1");
			int unknown = serve(2, 200);
			this.balancer.mesh((mesh) -> mesh.without(1)).order(2, unknown, Map.of());
			assertThat(chosen(context, 10)).containsOnly("orders-2");
		});
	}

	@Test
	void putsSuspectsLastAndKnowsThemWhenTheyAreBack() {
		start(1, 200);
		start(2, 200);
		this.balancer.mesh((mesh) -> mesh.with(1, Liveness.SUSPECT));
		this.balancer.with(CONFIGURATION, ONCE).run((context) -> {
			assertThat(chosen(context, 10)).containsOnly("orders-2");
			this.balancer.mesh((mesh) -> mesh.with(1, Liveness.ALIVE));
			eventually(() -> assertThat(chosen(context, 2)).contains("orders-1", "orders-2"));
		});
	}

	@Test
	void fetchesWhatOtherDiscoveryClientsListAgainIfAskedTo() {
		AtomicReference<List<ServiceInstance>> listed = new AtomicReference<>(List.of());
		this.balancer
			.with(CONFIGURATION, ONCE, "spring.cloud.loadbalancer.health-check.refetch-instances=true",
					"spring.cloud.loadbalancer.health-check.refetch-instances-interval=100ms")
			.withBean("other", DiscoveryClient.class, () -> new OtherRegistry(listed::get))
			.run((context) -> {
				assertThat(choose(context, "orders")).isNull();
				listed.set(List.of(OtherRegistry.instance(serve(1, 200))));
				eventually(() -> assertThat(choose(context, "orders")).isEqualTo(listed.get().get(0)));
			});
	}

	private void start(int member, int status) {
		int port = serve(member, status);
		this.balancer.order(member, port, Map.of());
	}

	private int serve(int member, int status) {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			this.servers.put(member, server);
			this.statuses.put(member, status);
			server.createContext("/actuator/health", (exchange) -> {
				exchange.sendResponseHeaders(this.statuses.get(member), -1);
				exchange.close();
			});
			server.start();
			return server.getAddress().getPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What an application may have to check with. */
	enum Client {

		NONE, REST_CLIENT, REST_TEMPLATE, WEB_CLIENT, BLOCKING;

		ApplicationContextRunner in(ApplicationContextRunner runner) {
			return switch (this) {
				case NONE -> runner;
				case REST_CLIENT -> runner.withBean(RestClient.class, RestClient::create);
				case REST_TEMPLATE -> runner.withBean(RestTemplate.class);
				case WEB_CLIENT -> runner.withBean(WebClient.Builder.class, WebClient::builder);
				case BLOCKING -> runner.withPropertyValues("spring.cloud.discovery.reactive.enabled=false");
			};
		}

	}

}
