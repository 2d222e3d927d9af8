package io.starling.demo.it;

import java.time.Duration;
import java.util.List;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One evening with the demo, in real processes: it starts, calls flow, an instance is
 * drained, one is killed, one is started again, and Ctrl-C ends it all.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {

	private static RunningDemo demo;

	private static ConsoleClient console;

	private static PageEvents page;

	@BeforeAll
	static void start() throws Exception {
		demo = RunningDemo.start("DemoIT");
		console = demo.console();
		page = console.events();
	}

	@AfterAll
	static void end() {
		demo.close();
	}

	@Test
	@Order(1)
	void thePageIsThereBeforeTheInstancesAre() {
		assertThat(demo.firstWord()).isLessThan(Duration.ofSeconds(20));
		assertThat(console.text(console.url())).contains("<title>Starling demo</title>");
		page.await("hello", (hello) -> hello.at("/state/services").size() == 3);
	}

	@Test
	@Order(2)
	void sixInstancesComeUpAndCallsFlow() {
		long begun = System.nanoTime();
		page.await("state", (state) -> ConsoleClient.up(state) == 6);
		System.out.println(
				"All six were up " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms after the page");
		page.await("calls", (calls) -> calls.get("ok").asLong() >= 10);
		assertThat(console.state().at("/members")).hasSize(7);
		assertThat(console.state().at("/links").size()).isGreaterThanOrEqualTo(6);
		assertThat(demo.children()).hasSize(6);
	}

	@Test
	@Order(3)
	void aDrainedInstanceLeavesWithoutOneFailedCall() {
		int from = page.count();
		long failed = failed();
		console.press("instances/pricing-2/drain");
		page.awaitFrom(from, "state", (state) -> status(state, "pricing-2").equals("DRAINING"));
		page.awaitFrom(from, "state", (state) -> status(state, "pricing-2").equals("STOPPED"));
		assertThat(console.instance("pricing-2").get("note").asString()).isEqualTo("ended in good order");
		page.awaitFrom(page.count(), "calls", (calls) -> answeredBy(calls, "pricing-1"));
		assertThat(failed()).isEqualTo(failed);
	}

	@Test
	@Order(4)
	void aKilledInstanceIsGoneAndCallsGoOn() {
		int from = page.count();
		console.press("instances/inventory-1/kill");
		page.awaitFrom(from, "log", (line) -> line.get("text").asString().startsWith("died: "));
		page.awaitFrom(from, "log", (line) -> line.get("text").asString().startsWith("was lost by all "));
		assertThat(console.instance("inventory-1").get("status").asString()).isEqualTo("STOPPED");
		page.awaitFrom(page.count(), "calls", (calls) -> answeredBy(calls, "inventory-2"));
	}

	@Test
	@Order(5)
	void whatWasStoppedStartsAgain() {
		int from = page.count();
		console.press("instances/inventory-1/start");
		console.press("services/pricing/start");
		page.awaitFrom(from, "state", (state) -> ConsoleClient.up(state) == 6);
		page.awaitFrom(from, "calls", (calls) -> answeredBy(calls, "inventory-1"));
		page.awaitFrom(from, "calls", (calls) -> answeredBy(calls, "pricing-2"));
	}

	@Test
	@Order(6)
	void controlCEndsEveryProcess() {
		List<ProcessHandle> children = demo.children();
		assertThat(children).hasSize(6);
		// SIGTERM and not SIGINT, which the shell that runs the tests may have switched
		// off
		// for all its children; to the virtual machine both are one.
		demo.process().destroy();
		patiently().until(() -> !demo.process().isAlive());
		assertThat(children).noneMatch(ProcessHandle::isAlive);
	}

	@Test
	@Order(7)
	void evenAKilledConsoleLeavesNoProcessBehind() throws Exception {
		try (RunningDemo small = RunningDemo.start("DemoIT-small", "--demo.plan.storefront=0", "--demo.plan.pricing=0",
				"--demo.plan.inventory=1")) {
			try (PageEvents events = small.console().events()) {
				events.await("state", (state) -> ConsoleClient.up(state) == 1);
			}
			List<ProcessHandle> children = small.children();
			assertThat(children).hasSize(1);
			small.process().destroyForcibly();
			patiently().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
		}
	}

	private static ConditionFactory patiently() {
		return await().atMost(Duration.ofSeconds(20));
	}

	private static long failed() {
		return page.await("calls", (calls) -> true).data().get("failed").asLong();
	}

	private static String status(JsonNode state, String name) {
		return ConsoleClient.instances(state)
			.stream()
			.filter((instance) -> instance.get("name").asString().equals(name))
			.map((instance) -> instance.get("status").asString())
			.findFirst()
			.orElse("");
	}

	private static boolean answeredBy(JsonNode calls, String name) {
		return calls.get("calls").valueStream().anyMatch((call) -> call.get("by").asString().equals(name));
	}

}
