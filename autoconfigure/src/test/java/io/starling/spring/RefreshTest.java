package io.starling.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.mesh.Mesh;
import io.starling.mesh.model.Row;
import io.starling.spring.discovery.InstanceChangedEvent;
import io.starling.spring.discovery.ServiceRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

import static io.starling.spring.TestMesh.eventually;
import static io.starling.spring.TestMesh.mesh;
import static io.starling.spring.TestMesh.port;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a refresh of a running application changes: its row, and nothing else.
 */
class RefreshTest {

	private final TestMesh meshes = new TestMesh();

	@TempDir
	private Path directory;

	private ConfigurableApplicationContext shop;

	private ConfigurableApplicationContext orders;

	@BeforeEach
	void start() throws IOException {
		write("weight=1");
		this.shop = this.meshes.start("shop", Shop.class, WebApplicationType.NONE);
		this.orders = this.meshes.start("orders", Orders.class, "spring.config.import=file:" + file());
		eventually(() -> assertThat(weight()).isEqualTo("1"));
	}

	@AfterEach
	void stop() {
		this.meshes.close();
	}

	@Test
	void ofTheActuatorWritesTheRowOfTheSameMemberAgain() throws IOException {
		Mesh mesh = mesh(this.orders);
		Row before = row();
		write("weight=2");
		assertThat(post("refresh")).contains("starling.metadata.weight");
		eventually(() -> assertThat(weight()).isEqualTo("2"));
		assertThat(row().id()).isEqualTo(before.id());
		assertThat(row().version()).isGreaterThan(before.version());
		assertThat(mesh(this.orders)).isSameAs(mesh);
		assertThat(mesh(this.shop).snapshot().all()).hasSize(2);
		assertThat(this.shop.getBean(Shop.class).changes).containsExactly("ADDED", "CHANGED");
	}

	@Test
	void takesAwayWhatIsNoLongerSaid() throws IOException {
		write("colour=red");
		assertThat(this.orders.getBean(ContextRefresher.class).refresh())
			.containsExactlyInAnyOrder("starling.metadata.weight", "starling.metadata.colour");
		eventually(() -> assertThat(instance().metadata()).containsEntry("colour", "red").doesNotContainKey("weight"));
		assertThat(mesh(this.shop).snapshot().all()).hasSize(2);
	}

	@Test
	void ofOtherPropertiesLeavesTheRowAsItIs() throws IOException {
		Row before = row();
		Files.writeString(file(), "starling.metadata.weight=1\ngreeting=hello\n");
		assertThat(this.orders.getBean(ContextRefresher.class).refresh()).isEqualTo(Set.of("greeting"));
		write("weight=2");
		this.orders.getBean(ContextRefresher.class).refresh();
		eventually(() -> assertThat(weight()).isEqualTo("2"));
		assertThat(row().version()).isEqualTo(before.version() + 1);
	}

	@Test
	void leavesTheApplicationsOwnRefreshedBeansAClientThatWorks() throws IOException {
		Finder finder = this.orders.getBean(Finder.class);
		assertThat(finder.find()).isEqualTo("none: [orders]");
		Files.writeString(file(), "starling.metadata.weight=1\ngreeting=hello\n");
		this.orders.getBean(ContextRefresher.class).refresh();
		assertThat(finder.find()).isEqualTo("hello: [orders]");
		assertThat(this.orders.getBean(DiscoveryClient.class).getInstances("orders")).hasSize(1);
	}

	private String weight() {
		return instance().metadata().get("weight");
	}

	private ServiceRow instance() {
		return TestMesh.rows(mesh(this.shop))
			.stream()
			.filter((row) -> row.serviceId().equals("orders"))
			.findFirst()
			.orElseThrow();
	}

	private Row row() {
		return mesh(this.shop).snapshot()
			.table(ServiceRow.TABLE)
			.values()
			.stream()
			.filter((row) -> row.id().owner().equals(mesh(this.orders).self().id()))
			.findFirst()
			.orElseThrow();
	}

	private String post(String endpoint) {
		String url = "http://127.0.0.1:" + port(this.orders) + "/actuator/" + endpoint;
		return RestClient.create(url).post().retrieve().body(String.class);
	}

	private Path file() {
		return this.directory.resolve("more.properties");
	}

	private void write(String metadata) throws IOException {
		Files.writeString(file(), "starling.metadata." + metadata + "\n");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		private final List<String> changes = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(InstanceChangedEvent event) {
			if (event.getServiceId().equals("orders")) {
				this.changes.add(event.getKind().name());
			}
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Orders {

		@Bean
		@RefreshScope
		Finder finder(DiscoveryClient client, Environment environment) {
			String greeting = environment.getProperty("greeting", "none");
			return new Finder() {

				@Override
				public String find() {
					return greeting + ": "
							+ client.getInstances("orders")
								.stream()
								.map((instance) -> instance.getServiceId())
								.toList();
				}

			};
		}

	}

	/** Made anew by each refresh. */
	interface Finder {

		String find();

	}

}
