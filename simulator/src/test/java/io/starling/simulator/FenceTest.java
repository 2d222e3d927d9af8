package io.starling.simulator;

import io.starling.mesh.model.Liveness;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.seconds;

class FenceTest {

	private final Simulation mesh = Simulation.seeded(5);

	@Test
	void twoMeshesWithTheSameSeedsNeverMerge() {
		this.mesh.seeds("a", "x");
		this.mesh.seedsOf("strangers", "a", "x");
		this.mesh.start("a", "b", "c");
		for (String host : new String[] { "x", "y", "z" }) {
			this.mesh.startIn("strangers", host);
		}
		this.mesh.runFor(seconds(120));
		assertThat(this.mesh).converged();
		Assertions.assertThat(this.mesh.invariants().missing("strangers")).isEmpty();
	}

	@Test
	void aStrangerAtTheAddressOfADeadMemberDoesNotPassForIt() {
		this.mesh.startMany(5);
		this.mesh.runFor(seconds(10));
		this.mesh.crash("b");
		String dead = this.mesh.member("b").id().toString();
		this.mesh.hosts().addSeed("strangers", "b");
		this.mesh.startIn("strangers", "b");
		this.mesh.runFor(seconds(10));
		assertThat(this.mesh).converged();
		Assertions.assertThat(this.mesh.member("a").snapshot().all())
			.anyMatch((it) -> it.member().id().toString().equals(dead) && it.liveness() == Liveness.DEAD);
		Assertions.assertThat(this.mesh.invariants().missing("strangers")).isEmpty();
	}

}
