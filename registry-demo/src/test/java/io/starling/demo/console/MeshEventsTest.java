package io.starling.demo.console;

import java.util.List;

import io.starling.mesh.model.Liveness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeshEventsTest {

	private final FakeMesh mesh = new FakeMesh();

	private final EventLog log = new EventLog();

	private final Names names = new Names();

	@BeforeEach
	void follow() {
		MeshEvents events = new MeshEvents(this.mesh, this.names, this.log);
		this.mesh.watch((before, after) -> {
			this.names.learn(after, this.mesh.registered(after));
			events.changed(before, after);
		});
	}

	@Test
	void tellsALifeFromJoiningToDeath() {
		this.mesh.liveness(1, Liveness.ALIVE, "")
			.instance(1, "inventory", "inventory-1", "STARTING")
			.instance(1, "inventory", "inventory-1", "UP")
			.liveness(1, Liveness.SUSPECT, "silent")
			.liveness(1, Liveness.ALIVE, "it answered")
			.liveness(1, Liveness.DEAD, "refused the connection");
		assertThat(lines()).containsExactly(FakeMesh.id(1).toShortString() + " joined from 127.0.0.1:7001",
				"inventory-1 is listed: STARTING at 127.0.0.1:9001", "inventory-1 is UP, was STARTING",
				"inventory-1 is suspected: silent", "inventory-1 is alive after all",
				"inventory-1 died: refused the connection");
	}

	@Test
	void tellsAGoodbye() {
		this.mesh.instance(1, "inventory", "inventory-1", "UP")
			.instance(1, "inventory", "inventory-1", "DRAINING")
			.liveness(1, Liveness.LEFT, "said goodbye");
		assertThat(lines()).endsWith("inventory-1 is DRAINING, was UP", "inventory-1 left");
	}

	private List<String> lines() {
		return this.log.lines().stream().map((line) -> line.who() + " " + line.text()).toList();
	}

}
