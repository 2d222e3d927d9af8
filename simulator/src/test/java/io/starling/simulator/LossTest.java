package io.starling.simulator;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.network.NetworkSettings;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;

/** Bad links: late packets and one-sided silence evict nobody, and excite few. */
class LossTest {

	@Test
	void aFifthOfAllPacketsLostEvictsNobodyOfFiftyInTwoMinutes() {
		Simulation mesh = start(50);
		mesh.network().behave(NetworkSettings.quiet().withLoss(0.2));
		mesh.runFor(seconds(120));
		assertThat(mesh).neverSawADeath();
		mesh.calm();
		assertThat(mesh).within(seconds(30)).converged();
	}

	@Test
	void aHostThatLosesHalfOfAllItSendsAndIsSentIsNotEvicted() {
		Simulation mesh = start(20);
		mesh.network().lose("b", 0.5);
		mesh.runFor(seconds(120));
		assertThat(mesh).neverSawADeath().everybodyLists("b");
		mesh.calm();
		assertThat(mesh).within(seconds(30)).converged();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void aMemberWithSomeBadLinksDoesNotFlap(int bad) {
		Simulation mesh = start(20);
		List<String> observers = observersOf(mesh, "b");
		mesh.partition("b").from(observers.subList(0, bad).toArray(String[]::new));
		MemberId id = mesh.member("b").id();
		int before = mesh.invariants().beliefs().changes(id);
		mesh.runFor(minutes(5));
		int perViewer = (mesh.invariants().beliefs().changes(id) - before) / 19;
		System.out.printf("%d bad links: %d changes of belief per viewer in five minutes%n", bad, perViewer);
		// There and back, after 0, 5, 15, 35, 75 and 155 s.
		Assertions.assertThat(perViewer).isLessThanOrEqualTo(12);
		assertThat(mesh).neverSawADeath();
	}

	private static List<String> observersOf(Simulation mesh, String host) {
		SortedSet<MemberId> observers = new TreeSet<>(mesh.member(host).snapshot().neighbours());
		return mesh.running()
			.stream()
			.filter((member) -> observers.contains(member.id()))
			.map(SimulatedMember::host)
			.toList();
	}

	private static Simulation start(int members) {
		Simulation mesh = Simulation.seeded(8);
		mesh.startMany(members);
		mesh.runFor(seconds(20));
		assertThat(mesh).converged();
		return mesh;
	}

}
