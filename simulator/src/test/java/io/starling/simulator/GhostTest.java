package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.Settings;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.SimulatedMember;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;

/**
 * Of twelve members one is away; five leave meanwhile, a host dies, six others come. When
 * the one is back, nobody but itself lists anybody who is gone.
 */
class GhostTest {

	private static final List<String> NEWCOMERS = List.of("m", "n", "o", "p", "q", "r");

	private static final List<String> LEAVING = List.of("c", "d", "e", "f", "g");

	private static final String DYING = "h";

	private static final String AWAY = "b";

	/** By member that is gone: who listed it after all others had dropped it. */
	private final TreeMap<MemberId, TreeSet<String>> ghosts = new TreeMap<>();

	private final Simulation mesh = new Simulation(SimulationSettings.seeded(14), new MemberObserver() {
		@Override
		public void published(SimulatedMember member, MeshSnapshot snapshot) {
			if (!member.host().equals(AWAY)) {
				snapshot.members()
					.values()
					.stream()
					.filter(MemberState::isPresent)
					.map((state) -> GhostTest.this.ghosts.get(state.member().id()))
					.forEach((listing) -> {
						if (listing != null) {
							listing.add(member.host());
						}
					});
			}
		}
	});

	@ParameterizedTest
	@CsvSource({ "CUT_OFF, 12, true", "CUT_OFF, 12, false", "FROZEN, 12, true", "FROZEN, 12, false", "CUT_OFF, 8, true",
			"CUT_OFF, 8, false", "FROZEN, 8, false", "CUT_OFF, 3, true", "CUT_OFF, 3, false", "FROZEN, 3, false",
			"CUT_OFF, 45, false" })
	void nobodyListsTheGoneAgainWhenSomebodyComesBack(How how, int minutes, boolean hostsRefuse) {
		this.mesh.startMany(12);
		for (int i = 0; i < 12; i++) {
			this.mesh.put(HostName.of(i), "services", "", HostName.of(i));
		}
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged();
		Partition partition = goAway(how);
		changeOthers(minutes(minutes), hostsRefuse);
		LEAVING.forEach((host) -> watchFor(this.mesh.member(host)));
		watchFor(this.mesh.member(DYING));
		if (how == How.CUT_OFF) {
			partition.heal();
		}
		else {
			this.mesh.wake(AWAY);
		}
		assertThat(this.mesh).within(seconds(40)).converged();
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged().everybodyHolds(AWAY, "services", "");
		Assertions.assertThat(this.ghosts.values()).hasSize(6).allMatch(TreeSet::isEmpty);
	}

	/** Their hellos wait in the ports of the frozen one. */
	@ParameterizedTest
	@CsvSource({ "1, 44", "2, 44", "3, 44", "4, 44", "5, 44", "6, 24" })
	void whatTheDeadSaidWhileSomebodyStoodStillIsNotHeard(long seed, int pause) {
		Settings it = Settings.defaults();
		Simulation mesh = new Simulation(SimulationSettings.seeded(seed)
			.withProtocol(new Settings(it.rings(), it.tick(), it.beatInterval(), it.pingTimeout(), it.hangTolerance(),
					it.joinInterval(), it.healInterval(), it.mixInterval(), it.linger(), Duration.ofSeconds(30),
					it.maxState(), it.maxOwnerWeight())));
		mesh.startMany(6);
		mesh.runFor(seconds(20));
		List<MemberId> dead = Stream.of("c", "d", "e").map((host) -> mesh.member(host).id()).toList();
		mesh.freeze("a");
		mesh.freeze("b");
		mesh.runFor(seconds(10));
		mesh.crash("c", "d", "e");
		mesh.runFor(seconds(pause - 10));
		mesh.wake("a");
		mesh.wake("b");
		mesh.runFor(Times.millis(10));
		for (int i = 0; i < 500; i++) {
			mesh.runFor(Times.millis(10));
			for (String host : List.of("a", "b")) {
				Assertions.assertThat(mesh.member(host).snapshot().present())
					.noneMatch((state) -> dead.contains(state.member().id()));
			}
		}
		assertThat(mesh).within(seconds(30)).converged();
	}

	/**
	 * Readers wait for it, as the last instances of a service stay listed until then;
	 * also if others have found the one, and it has not dialled anybody.
	 */
	@ParameterizedTest
	@MethodSource("seeds")
	void whoWasAwayKnowsForCertainWhoLeft(long seed) {
		Settings it = Settings.defaults();
		Simulation mesh = new Simulation(SimulationSettings.seeded(seed)
			.withProtocol(new Settings(it.rings(), it.tick(), it.beatInterval(), Times.millis(200), seconds(2),
					it.joinInterval(), seconds(1), it.mixInterval(), it.linger(), seconds(20), it.maxState(),
					it.maxOwnerWeight())));
		mesh.startMany(5);
		mesh.runFor(seconds(20));
		Partition partition = mesh.partition("b").from("a", "c", "d", "e");
		mesh.runFor(seconds(11));
		MemberId gone = mesh.member("c").id();
		mesh.leave("c");
		mesh.runFor(seconds(1));
		partition.heal();
		assertThat(mesh).within(seconds(40)).converged();
		Assertions.assertThat(mesh.member("b").snapshot().isGone(gone)).isTrue();
	}

	static LongStream seeds() {
		return LongStream.rangeClosed(1, 60);
	}

	private Partition goAway(How how) {
		TreeSet<String> others = new TreeSet<>(NEWCOMERS);
		for (int i = 0; i < 12; i++) {
			others.add(HostName.of(i));
		}
		others.remove(AWAY);
		Partition partition = this.mesh.partition(AWAY);
		if (how == How.CUT_OFF) {
			partition.from(others);
		}
		else {
			this.mesh.freeze(AWAY);
		}
		return partition;
	}

	private void changeOthers(Duration length, boolean hostsRefuse) {
		this.mesh.runFor(seconds(30));
		for (String host : LEAVING) {
			this.mesh.leave(host);
			if (!hostsRefuse) {
				this.mesh.network().darken(host);
			}
			this.mesh.runFor(seconds(2));
		}
		this.mesh.darken(DYING);
		this.mesh.runFor(seconds(20));
		NEWCOMERS.forEach((host) -> {
			this.mesh.start(host);
			this.mesh.put(host, "services", "", host);
			this.mesh.runFor(seconds(1));
		});
		this.mesh.runFor(length.minus(seconds(66)));
	}

	private void watchFor(SimulatedMember gone) {
		this.ghosts.put(gone.id(), new TreeSet<>());
	}

	/** How a member is away. */
	enum How {

		CUT_OFF, FROZEN

	}

}
