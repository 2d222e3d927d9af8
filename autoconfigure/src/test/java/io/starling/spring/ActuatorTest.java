package io.starling.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.starling.mesh.model.Columns;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static io.starling.spring.TestMesh.eventually;
import static io.starling.spring.TestMesh.mesh;
import static io.starling.spring.TestMesh.port;
import static io.starling.spring.TestMesh.rows;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The actuator of real applications over HTTP: what it shows, explains and lets change.
 */
class ActuatorTest {

	private static final TestMesh MESH = new TestMesh();

	private static ConfigurableApplicationContext orders;

	private static ConfigurableApplicationContext shop;

	@BeforeAll
	static void startTwoApplications() {
		orders = MESH.start("orders", Plain.class, "starling.endpoint.write-enabled=true", "starling.metadata.weight=3",
				"starling.instance-id=orders-1");
		shop = MESH.start("shop", Plain.class);
		eventually(() -> assertThat(rows(mesh(orders))).extracting(ServiceRow::status)
			.containsExactly(ServiceStatus.UP, ServiceStatus.UP));
		eventually(() -> assertThat(rows(mesh(shop))).hasSameElementsAs(rows(mesh(orders))));
	}

	@AfterAll
	static void stop() {
		MESH.close();
	}

	@Test
	void showsTheOverviewWithWhatTheMemberHasDone() {
		JsonNode overview = get(shop, "").json();
		assertThat(overview.get("condition").asString()).isEqualTo("CONNECTED");
		assertThat(overview.get("activity").get("bytes-in").asLong()).isPositive();
		assertThat(overview.get("activity").get("refutations").asLong()).isZero();
		assertThat(overview.get("members"))
			.allSatisfy((member) -> assertThat(member.get("version").asLong()).isPositive());
	}

	@Test
	void findsRowsByTheirOwner() {
		String owner = mesh(orders).self().id().toString();
		JsonNode tables = get(shop, "/tables/services/" + owner.substring(0, 12)).json().get("tables");
		assertThat(tables.get(0).get("rows")).singleElement().satisfies((row) -> {
			assertThat(row.get("owner").asString()).isEqualTo(owner);
			assertThat(row.get("columns").get("changed").asString()).startsWith("20");
		});
	}

	@Test
	void explainsAnInstanceByItsIdItsAddressAndItsMembersIdAndAddress() {
		String member = mesh(orders).self().id().toString();
		for (String name : List.of("orders-1", "127.0.0.1:" + port(orders), member.substring(0, 12), member,
				mesh(orders).self().endpoint().toString())) {
			assertThat(get(shop, "/explain/" + name).json().get("explanations")).singleElement()
				.satisfies((explanation) -> {
					assertThat(explanation.get("member").get("id").asString()).isEqualTo(member);
					assertThat(explanation.get("member").get("linked").asBoolean()).isTrue();
					assertThat(explanation.get("findings").get(1).asString())
						.isEqualTo("The instance orders-1 may be called.");
					assertThat(explanation.has("accusation")).isFalse();
				});
		}
	}

	@Test
	void explainsASuspicionAndADeathWithWhoSaidWhatAndTheRowsThatWere() throws IOException {
		try (Ghost ghost = new Ghost(mesh(shop), "ghosts", "ghost-1")) {
			eventually(() -> assertThat(explanation("ghost-1").get("member").get("liveness").asString())
				.isEqualTo("SUSPECT"));
			assertThat(explanation("ghost-1").get("accusation").get("statements")).isNotEmpty()
				.allSatisfy((said) -> assertThat(said.get("evidence").asString()).isEqualTo("SILENT"));
			assertThat(explanation(ghost.id().toString()).get("rows").get(0).get("state").asString())
				.isEqualTo("LISTED");
		}
		eventually(() -> assertThat(get(orders, "/services/ghosts").status()).isEqualTo(404));
		JsonNode explanation = explanation("ghost-1");
		assertThat(explanation.get("member").get("liveness").asString()).isEqualTo("DEAD");
		assertThat(explanation.get("rows").get(0).get("state").asString()).isEqualTo("HIDDEN");
		assertThat(explanation.get("accusation").get("statements")).isNotEmpty()
			.allSatisfy((said) -> assertThat(said.get("observer").asBoolean()).isTrue());
		String address = explanation.get("member").get("address").asString();
		assertThat(get(shop, "/explain/" + address).json().get("explanations")).hasSize(1);
	}

	private static JsonNode explanation(String name) {
		Answer answer = get(orders, "/explain/" + name);
		assertThat(answer.status()).isEqualTo(200);
		return answer.json().get("explanations").get(0);
	}

	@Test
	void explainsWhoHasLeft() {
		ConfigurableApplicationContext leaver = MESH.start("leaver", Plain.class);
		String instance = "leaver:" + mesh(leaver).self().id();
		eventually(() -> assertThat(get(shop, "/services/leaver").status()).isEqualTo(200));
		leaver.close();
		eventually(() -> assertThat(
				get(shop, "/explain/" + instance).json().get("explanations").get(0).get("findings").get(0).asString())
			.isEqualTo("The member has left: it said goodbye."));
	}

	@Test
	void answersUnknownNamesWithNotFound() {
		for (String path : List.of("/nothing", "/members/zz", "/services/nobody", "/tables/none", "/tables/services/zz",
				"/explain/nobody-1", "/explain/10.0.0.1:8080", "/members/0/1")) {
			assertThat(get(shop, path).status()).as(path).isEqualTo(404);
		}
	}

	@Test
	void changesNothingUnlessItIsAllowedTo() {
		mesh(shop).put("prices", "a", Columns.EMPTY).join();
		assertThat(send(shop, HttpMethod.POST, "/status", "{\"status\":\"DOWN\"}").status()).isEqualTo(403);
		Answer refusal = send(shop, HttpMethod.DELETE, "/tables/prices?key=a", "");
		assertThat(refusal.status()).isEqualTo(403);
		assertThat(refusal.json().get("message").asString()).contains("starling.endpoint.write-enabled");
		assertThat(mesh(shop).snapshot().table("prices")).hasSize(1);
		assertThat(rows(mesh(shop))).extracting(ServiceRow::status).doesNotContain(ServiceStatus.DOWN);
	}

	@Test
	void setsAndResetsTheStatus() {
		Answer out = send(orders, HttpMethod.POST, "/status", "{\"status\":\"out_of_service\"}");
		assertThat(out.status()).isEqualTo(200);
		assertThat(out.json().get("message").asString()).contains("OUT_OF_SERVICE");
		eventually(() -> assertThat(get(shop, "/explain/orders-1").body())
			.contains("The instance orders-1 is not called, because it says OUT_OF_SERVICE of itself."));
		assertThat(send(orders, HttpMethod.POST, "/status", "{\"status\":\"RESET\"}").status()).isEqualTo(200);
		eventually(() -> assertThat(get(shop, "/explain/orders-1").body()).contains("orders-1 may be called"));
	}

	@Test
	void withdrawsOwnRowsOnlyAndNotTheServiceRow() {
		mesh(orders).put("stock", "a", Columns.EMPTY).join();
		mesh(orders).put("stock", "", Columns.EMPTY).join();
		mesh(shop).put("stock", "b", Columns.EMPTY).join();
		eventually(() -> assertThat(mesh(orders).snapshot().table("stock")).hasSize(3));
		assertThat(send(orders, HttpMethod.DELETE, "/tables/stock?key=a", "").status()).isEqualTo(200);
		assertThat(send(orders, HttpMethod.DELETE, "/tables/stock", "").status()).isEqualTo(200);
		assertThat(send(orders, HttpMethod.DELETE, "/tables/stock?key=b", "").status()).isEqualTo(404);
		assertThat(send(orders, HttpMethod.DELETE, "/tables/services?key=orders-1", "").status()).isEqualTo(409);
		assertThat(mesh(orders).snapshot().table("stock")).hasSize(1);
		assertThat(rows(mesh(orders))).extracting(ServiceRow::instanceId).contains("orders-1");
	}

	@Test
	void refusesWhatCannotBeChanged() {
		Answer unknown = send(orders, HttpMethod.POST, "/status", "{\"status\":\"AWAY\"}");
		assertThat(unknown.status()).isEqualTo(400);
		assertThat(unknown.json().get("message").asString()).contains("OUT_OF_SERVICE");
		assertThat(send(orders, HttpMethod.POST, "/status", "{}").status()).isEqualTo(400);
		assertThat(send(orders, HttpMethod.POST, "/members", "{\"status\":\"UP\"}").status()).isEqualTo(404);
		assertThat(send(orders, HttpMethod.DELETE, "/members/0", "").status()).isEqualTo(404);
	}

	@Test
	void hasNothingToChangeWhereBootSaysReadOnly() {
		ConfigurableApplicationContext reader = MESH.start("reader", Plain.class,
				"starling.endpoint.write-enabled=true", "management.endpoint.starling.access=read-only");
		assertThat(get(reader, "/services").status()).isEqualTo(200);
		assertThat(send(reader, HttpMethod.POST, "/status", "{\"status\":\"DOWN\"}").status()).isEqualTo(405);
		reader.close();
	}

	@Test
	void hasNoStatusToSetWhereTheApplicationDoesNotRegister() {
		ConfigurableApplicationContext observer = MESH.start("observer", Plain.class, "starling.register=false",
				"starling.endpoint.write-enabled=true");
		assertThat(send(observer, HttpMethod.POST, "/status", "{\"status\":\"DOWN\"}").status()).isEqualTo(409);
		observer.close();
	}

	@Test
	void servesTheMetersToPrometheus() {
		String scrape = RestClient.create("http://127.0.0.1:" + port(shop) + "/actuator/prometheus")
			.get()
			.retrieve()
			.body(String.class);
		assertThat(scrape).contains("starling_members{", "starling_instances{", "starling_bytes_total{",
				"starling_propagation_delay_seconds_bucket{");
	}

	private static Answer get(ConfigurableApplicationContext application, String path) {
		return send(application, HttpMethod.GET, path, "");
	}

	private static Answer send(ConfigurableApplicationContext application, HttpMethod method, String path,
			String body) {
		RestClient.RequestBodySpec request = RestClient
			.create("http://127.0.0.1:" + port(application) + "/actuator/starling" + path)
			.method(method);
		if (!body.isEmpty()) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return request.exchange((sent, response) -> new Answer(response.getStatusCode().value(),
				new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
	}

	private record Answer(int status, String body) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

}
