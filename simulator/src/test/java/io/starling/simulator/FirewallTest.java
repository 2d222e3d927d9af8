package io.starling.simulator;

import java.time.Duration;
import java.util.stream.IntStream;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.simulator.network.Cut;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;

/**
 * Firewalls, which answer in many ways to whoever dials: what a member is refused by many
 * is its own trouble, and proves nothing of the others.
 */
class FirewallTest {

	private static final int MEMBERS = 13;

	/** The last one, which is no seed. */
	private static final String LONELY = HostName.of(MEMBERS - 1);

	private static Simulation start(int members) {
		Simulation mesh = Simulation.seeded(11);
		mesh.startMany(members);
		mesh.runFor(seconds(20));
		assertThat(mesh).converged();
		mesh.put("b", "services", "", "b");
		mesh.runFor(seconds(1));
		return mesh;
	}

	private static String[] hosts(int from, int to) {
		return IntStream.range(from, to).mapToObj(HostName::of).toArray(String[]::new);
	}

	private static MeshSnapshot view(Simulation mesh, String host) {
		return mesh.member(host).snapshot();
	}

	@ParameterizedTest
	@EnumSource(Cut.Answer.class)
	void whoeverIsCutOffKeepsAllAndSaysSoAndTheOthersBuryIt(Cut.Answer answer) {
		Simulation mesh = start(MEMBERS);
		Partition partition = mesh.partition(LONELY).answering(answer).from(hosts(0, MEMBERS - 1));
		mesh.runFor(seconds(7));
		Assertions.assertThat(view(mesh, "a").count(Liveness.ALIVE)).isEqualTo(MEMBERS - 1);
		for (int second = 7; second < 120; second++) {
			mesh.runFor(seconds(1));
			MeshSnapshot lonely = view(mesh, LONELY);
			Assertions.assertThat(lonely.members().values())
				.as("after %d s", second)
				.filteredOn((state) -> !state.member().id().equals(lonely.self()))
				.extracting(MemberState::liveness)
				.hasSize(MEMBERS - 1)
				.containsOnly(Liveness.SUSPECT);
			Assertions.assertThat(lonely.cutOff()).isTrue();
			Assertions.assertThat(lonely.table("services")).hasSize(1);
		}
		assertThat(mesh).sawOnlyTheseDie(LONELY);
		partition.heal();
		assertThat(mesh).within(seconds(20)).converged();
	}

	/**
	 * Nobody has given it a beat yet, or it has no link but the one by which it joined.
	 */
	@ParameterizedTest
	@EnumSource(Cut.Answer.class)
	void whoeverIsCutOffJustAfterItJoinedNoticesToo(Cut.Answer answer) {
		for (int members : new int[] { 4, MEMBERS }) {
			for (int age = 0; age < 1200; age += 100) {
				Simulation mesh = Simulation.seeded(1000 + age);
				mesh.startMany(members - 1);
				mesh.runFor(seconds(20));
				String young = HostName.of(members - 1);
				mesh.start(young);
				long all = members;
				mesh.runUntil(() -> view(mesh, young).count(Liveness.ALIVE) == all
						&& view(mesh, "a").count(Liveness.ALIVE) == all, seconds(5));
				mesh.runFor(Duration.ofMillis(age));
				mesh.partition(young).answering(answer).from(hosts(0, members - 1));
				for (int second : new int[] { 10, 40 }) {
					mesh.runFor(seconds(second - 1));
					Assertions.assertThat(view(mesh, young).count(Liveness.SUSPECT))
						.as("%d members, cut off %d ms after it joined, %d s before", members, age, second)
						.isEqualTo(members - 1);
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Cut.Answer.class)
	void aFirewallBetweenTwoHalvesIsNotTakenForDeathsAtOnce(Cut.Answer answer) {
		Simulation mesh = start(MEMBERS);
		Partition partition = mesh.partition(hosts(0, 6)).answering(answer).from(hosts(6, MEMBERS));
		mesh.runFor(seconds(4));
		assertThat(mesh).neverSawADeath();
		partition.heal();
		assertThat(mesh).within(seconds(20)).converged();
	}

	@ParameterizedTest
	@EnumSource(Cut.Answer.class)
	void aFirewallBetweenTwoEvictsNobody(Cut.Answer answer) {
		Simulation mesh = start(MEMBERS);
		Partition partition = mesh.partition("a").answering(answer).from("b");
		mesh.runFor(minutes(2));
		assertThat(mesh).neverSawADeath();
		partition.heal();
		assertThat(mesh).within(seconds(20)).converged();
	}

	@ParameterizedTest
	@EnumSource(Cut.Answer.class)
	void twoThatAreCutOffFromEachOtherKeepEachOther(Cut.Answer answer) {
		Simulation mesh = start(2);
		Partition partition = mesh.partition("a").answering(answer).from("b");
		mesh.runFor(minutes(2));
		assertThat(mesh).neverSawADeath().everybodySees("a", Liveness.SUSPECT).everybodySees("b", Liveness.SUSPECT);
		partition.heal();
		assertThat(mesh).within(seconds(20)).converged();
	}

	@Test
	void aProcessThatIsKilledWhileAnotherIsCutOffIsStillGoneAtOnce() {
		Simulation mesh = start(MEMBERS);
		mesh.partition(LONELY).answering(Cut.Answer.REFUSAL).from(hosts(0, MEMBERS - 1));
		mesh.runFor(seconds(10));
		mesh.crash("c");
		Assertions.assertThat(mesh.runUntil(() -> view(mesh, "a").count(Liveness.ALIVE) == MEMBERS - 2, seconds(1)))
			.isPresent();
	}

}
