package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Row;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.network.NetworkSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rules C1 to C4: a member learns who holds its row. That nobody is counted who does not
 * hold it is invariant I11, checked with each answer here and in the swarm.
 */
class ConfirmationTest {

	private static final Duration LONG = Duration.ofSeconds(10);

	private final List<Confirmation> answers = new ArrayList<>();

	@Test
	void allOfAHundredConfirmARow() {
		Simulation mesh = mesh(100, NetworkSettings.quiet());
		assertThat(ask(mesh, "b")).isLessThan(Duration.ofMillis(500));
		assertThat(this.answers).containsExactly(new Confirmation(99, 99));
	}

	@Test
	void someoneAloneHasNobodyToWaitFor() {
		Simulation mesh = mesh(1, NetworkSettings.quiet());
		assertThat(ask(mesh, "a")).isLessThan(Duration.ofMillis(10));
		assertThat(this.answers).containsExactly(new Confirmation(0, 0));
	}

	@Test
	void lossMakesItLaterButNotLess() {
		for (int round = 0; round < 5; round++) {
			Simulation mesh = mesh(30, NetworkSettings.quiet().withLoss(0.1));
			assertThat(ask(mesh, "b")).isLessThan(LONG);
		}
		assertThat(this.answers).hasSize(5).containsOnly(new Confirmation(29, 29));
	}

	@Test
	void whoDiesWhileTheWaveIsUnderWayIsNotWaitedFor() {
		Simulation mesh = mesh(30, NetworkSettings.quiet());
		mesh.put("b", "services", "", "draining");
		mesh.member("b").confirm("services", "", LONG);
		mesh.crash("c", "d", "e");
		assertThat(mesh.runUntil(() -> !this.answers.isEmpty(), LONG)).isPresent();
		assertThat(this.answers.get(0).others()).isEqualTo(26);
		assertThat(this.answers.get(0).isComplete()).isTrue();
	}

	@Test
	void theFrozenAreWaitedForUntilTheyAreSuspected() {
		Simulation mesh = mesh(30, NetworkSettings.quiet());
		mesh.freeze("c");
		assertThat(ask(mesh, "b")).isBetween(Duration.ofMillis(100), Duration.ofSeconds(4));
		assertThat(this.answers).containsExactly(new Confirmation(28, 28));
	}

	@Test
	void aSecondWaveReachesWhoCameTooLateForTheFirst() {
		Simulation mesh = mesh(30, NetworkSettings.quiet());
		mesh.put("b", "services", "", "draining");
		mesh.member("b").confirm("services", "", LONG);
		mesh.start("zz");
		mesh.freeze("c");
		mesh.runFor(Duration.ofMillis(800));
		mesh.wake("c");
		assertThat(mesh.runUntil(() -> !this.answers.isEmpty(), LONG)).isPresent();
		assertThat(this.answers).containsExactly(new Confirmation(30, 30));
	}

	@Test
	void whoCannotBeReachedIsMissingWhenTheTimeIsOver() {
		Simulation mesh = mesh(10, NetworkSettings.quiet());
		mesh.partition("a", "b", "c", "d", "e", "f", "g").from("h", "i", "j");
		mesh.put("b", "services", "", "draining");
		mesh.member("b").confirm("services", "", Duration.ofMillis(300));
		assertThat(mesh.runUntil(() -> !this.answers.isEmpty(), Duration.ofSeconds(1))).isPresent();
		assertThat(this.answers).containsExactly(new Confirmation(6, 9));
		assertThat(this.answers.get(0).isComplete()).isFalse();
	}

	@Test
	void whoHearsNobodyForAMomentHasNobodysConfirmation() {
		Simulation mesh = mesh(12, NetworkSettings.quiet());
		Partition partition = mesh.partition("b").from("a", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
		mesh.runFor(Duration.ofMillis(1500));
		assertThat(mesh.member("b").snapshot().cutOff()).isTrue();
		mesh.put("b", "services", "", "draining");
		mesh.member("b").confirm("services", "", LONG);
		mesh.runFor(Duration.ofMillis(500));
		assertThat(this.answers).isEmpty();
		partition.heal();
		assertThat(mesh.runUntil(() -> !this.answers.isEmpty(), LONG)).isPresent();
		assertThat(this.answers).containsExactly(new Confirmation(11, 11));
	}

	@Test
	void whoeverLeavesMeanwhileIsToldWhatIsKnown() {
		Simulation mesh = mesh(10, NetworkSettings.quiet());
		mesh.freeze("c");
		mesh.put("b", "services", "", "draining");
		mesh.member("b").confirm("services", "", LONG);
		mesh.runFor(Duration.ofMillis(1100));
		mesh.leave("b");
		assertThat(this.answers).containsExactly(new Confirmation(8, 9));
	}

	private Duration ask(Simulation mesh, String host) {
		int before = this.answers.size();
		mesh.put(host, "services", "", "draining");
		mesh.member(host).confirm("services", "", LONG);
		return mesh.runUntil(() -> this.answers.size() > before, LONG.multipliedBy(2)).orElseThrow();
	}

	private Simulation mesh(int members, NetworkSettings network) {
		Simulation mesh = new Simulation(SimulationSettings.seeded(7).withNetwork(network), new MemberObserver() {
			@Override
			public void confirmed(SimulatedMember member, Row row, Confirmation confirmation) {
				ConfirmationTest.this.answers.add(confirmation);
			}
		});
		mesh.startMany(members);
		mesh.runFor(Duration.ofSeconds(20));
		MeshAssert.assertThat(mesh).converged();
		return mesh;
	}

}
