package io.starling.simulator;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import io.starling.mesh.model.Liveness;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.network.Happening;
import io.starling.simulator.network.NameService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;
import static org.assertj.core.api.Assertions.assertThat;

/** D3 and J4: names that are gone, and a name service that does not answer. */
class NameServiceTest {

	private final Simulation mesh = Simulation.seeded(7);

	@ParameterizedTest
	@ValueSource(ints = { 3, 9, 20 })
	void whoDiesTogetherWithItsNameIsTakenForDead(int members) {
		start(members);
		String host = neverDialled();
		this.mesh.network().names().forget(host);
		this.mesh.crash(host);
		assertThat(this.mesh.runUntil(() -> isDead(host), seconds(8))).as("%s is DEAD for all", host).isPresent();
		assertThat(this.mesh.network().traffic().count(Happening.UNKNOWN_HOST)).isPositive();
	}

	@Test
	void soIsWhoDiesWithItsHostAndItsName() {
		start(9);
		String host = neverDialled();
		this.mesh.network().names().forget(host);
		this.mesh.darken(host);
		assertThat(this.mesh.runUntil(() -> isDead(host), seconds(8))).as("%s is DEAD for all", host).isPresent();
	}

	@Test
	void soIsWhoDiesWhileTheNameServiceDoesNotAnswer() {
		start(9);
		String host = neverDialled();
		answerLate(NameService.NEVER);
		this.mesh.crash(host);
		assertThat(this.mesh.runUntil(() -> isDead(host), minutes(2))).as("%s is DEAD for all", host).isPresent();
		assertThat(this.mesh.network().traffic().count(Happening.UNRESOLVED)).isPositive();
	}

	@ParameterizedTest
	@ValueSource(longs = { 400, 1500, 4000, 1_000_000 })
	void aNameServiceThatIsSlowOrDoesNotAnswerMakesNobodySuspect(long delay) {
		start(3);
		answerLate(millis(delay));
		for (int i = 0; i < 5; i++) {
			breakLinks("a");
			this.mesh.runFor(seconds(4));
		}
		assertThat(this.mesh.invariants().sightings().asMap()).doesNotContainKey("seen ALIVE -> SUSPECT");
		answerLate(Duration.ZERO);
		assertThat(this.mesh).within(seconds(10)).converged();
	}

	/** Only its contact has a link with it, as nobody can dial anybody. */
	@Test
	void whoComesWhileTheNameServiceDoesNotAnswerIsNotTakenForDead() {
		this.mesh.startMany(24);
		this.mesh.runFor(seconds(70));
		answerLate(NameService.NEVER);
		this.mesh.start("newcomer");
		assertThat(this.mesh.runUntil(() -> !this.mesh.member("newcomer").snapshot().linked().isEmpty(), seconds(30)))
			.isPresent();
		answerLate(NameService.NEVER);
		this.mesh.runFor(minutes(5));
		assertThat(this.mesh).neverSawADeath();
		answerLate(Duration.ZERO);
		assertThat(this.mesh).within(seconds(60)).converged();
	}

	@Test
	void namesThatAreGoneAreNotLookedUpForEver() {
		start(6);
		for (String host : List.of("c", "d", "e")) {
			this.mesh.network().names().forget(host);
			this.mesh.crash(host);
		}
		this.mesh.runFor(minutes(30));
		long before = this.mesh.network().traffic().count(Happening.DIALLED);
		this.mesh.runFor(minutes(10));
		assertThat(this.mesh.network().traffic().count(Happening.DIALLED) - before).isLessThan(100);
	}

	/** Who joins by another name of a host never looks up the one that it says. */
	private void start(int members) {
		this.mesh.network().names().alias("seed", "a");
		this.mesh.seeds("seed");
		for (int i = 0; i < members; i++) {
			this.mesh.start(HostName.of(i));
		}
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged();
	}

	/** The one with the lowest id dials all its neighbours itself, so nobody dials it. */
	private String neverDialled() {
		return this.mesh.running()
			.stream()
			.min(Comparator.comparing(SimulatedMember::id))
			.map(SimulatedMember::host)
			.orElseThrow();
	}

	private void answerLate(Duration delay) {
		this.mesh.running().forEach((member) -> this.mesh.network().names().answerLate(member.host(), delay));
	}

	private void breakLinks(String host) {
		this.mesh.running()
			.stream()
			.filter((member) -> !member.host().equals(host))
			.forEach((member) -> this.mesh.link(host, member.host()).breakUp());
	}

	private boolean isDead(String host) {
		return this.mesh.running()
			.stream()
			.allMatch((member) -> member.snapshot()
				.member(this.mesh.member(host).id())
				.filter((state) -> state.liveness() != Liveness.DEAD)
				.isEmpty());
	}

}
