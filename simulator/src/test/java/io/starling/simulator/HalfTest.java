package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;

/**
 * Half of a mesh goes at once, or more, as with one of two zones, racks or hosts: whoever
 * still has company takes the others for dead in time, and a lone survivor in the end.
 */
class HalfTest {

	/** Half of the retention. */
	private static final Duration AWAY = minutes(5);

	private static Simulation start(int members) {
		Simulation mesh = Simulation.seeded(12);
		mesh.startMany(members);
		mesh.runFor(seconds(20));
		assertThat(mesh).converged();
		return mesh;
	}

	private static String[] hosts(int from, int to) {
		return IntStream.range(from, to).mapToObj(HostName::of).toArray(String[]::new);
	}

	@ParameterizedTest
	@CsvSource({ "20, 9", "20, 10", "40, 20", "6, 3", "4, 2", "5, 3" })
	void hostsThatGoDarkAreGoneSoonWhateverTheirShare(int members, int dark) {
		Simulation mesh = start(members);
		String[] gone = hosts(members - dark, members);
		mesh.darken(gone);
		assertThat(mesh).within(seconds(15)).converged();
		mesh.runFor(seconds(20));
		assertThat(mesh).converged().sawOnlyTheseDie(gone);
	}

	@ParameterizedTest
	@CsvSource({ "20, 15", "40, 30" })
	void aFewWhoAreLeftFindEachOtherAndThenWhoIsGone(int members, int dark) {
		Simulation mesh = start(members);
		String[] gone = hosts(members - dark, members);
		mesh.darken(gone);
		assertThat(mesh).within(minutes(1)).converged();
		assertThat(mesh).sawOnlyTheseDie(gone);
	}

	/** They have no link with each other, nor does the overlay want one. */
	@ParameterizedTest
	@CsvSource({ "20, 18", "40, 38", "100, 98", "100, 97" })
	void twoWhoAreLeftOfManyStayTogetherAndTakeTheOthersForDeadInTime(int members, int dark) {
		Simulation mesh = start(members);
		Set<MemberId> neighbours = mesh.member("a").snapshot().neighbours();
		List<String> strangers = IntStream.range(1, members)
			.mapToObj(HostName::of)
			.filter((host) -> !neighbours.contains(mesh.member(host).id()))
			.limit(members - dark - 1)
			.toList();
		String[] gone = IntStream.range(1, members)
			.mapToObj(HostName::of)
			.filter((host) -> !strangers.contains(host))
			.toArray(String[]::new);
		mesh.darken(gone);
		assertThat(mesh).within(minutes(3)).converged();
		assertThat(mesh).sawOnlyTheseDie(gone);
	}

	@ParameterizedTest
	@CsvSource({ "2, 1", "3, 2", "5, 4" })
	void aLoneSurvivorSuspectsTheOthersAndTakesThemForDeadInTheEnd(int members, int dark) {
		Simulation mesh = start(members);
		mesh.darken(hosts(members - dark, members));
		mesh.runFor(seconds(10));
		MeshSnapshot soon = mesh.member("a").snapshot();
		Assertions.assertThat(soon.count(Liveness.SUSPECT)).isEqualTo(dark);
		Assertions.assertThat(soon.cutOff()).isTrue();
		mesh.runFor(AWAY.minus(seconds(20)));
		Assertions.assertThat(mesh.member("a").snapshot().count(Liveness.SUSPECT)).isEqualTo(dark);
		assertThat(mesh).within(seconds(15)).converged();
		Assertions.assertThat(mesh.member("a").snapshot().members().values())
			.hasSize(members)
			.filteredOn((state) -> !state.isPresent())
			.noneMatch((state) -> state.proven());
	}

	@Test
	void whoeverWasAloneForSoLongThatItGaveTheOthersUpFindsThemAgain() {
		Simulation mesh = start(5);
		Partition partition = mesh.partition("e").from(hosts(0, 4));
		mesh.runFor(AWAY.plus(seconds(30)));
		Assertions.assertThat(mesh.member("e").snapshot().present()).hasSize(1);
		partition.heal();
		assertThat(mesh).within(seconds(30)).converged();
	}

	@Test
	void whoeverStoodStillForSoLongGivesTheOthersUpAndFindsThemAgain() {
		Simulation mesh = start(5);
		mesh.freeze("e");
		mesh.runFor(AWAY.plus(seconds(30)));
		mesh.crash("d");
		mesh.wake("e");
		assertThat(mesh).within(seconds(10)).converged();
	}

	@ParameterizedTest
	@CsvSource({ "3, 2", "5, 4", "20, 19" })
	void processesThatAreAllKilledButOneAreGoneAfterTheHangTolerance(int members, int killed) {
		Simulation mesh = start(members);
		mesh.crash(hosts(members - killed, members));
		assertThat(mesh).within(seconds(10)).converged();
	}

	@ParameterizedTest
	@CsvSource({ "4, 2", "5, 3", "20, 10", "60, 30" })
	void processesThatAreKilledTogetherAreGoneWithinTheHangTolerance(int members, int killed) {
		Simulation mesh = start(members);
		mesh.crash(hosts(members - killed, members));
		assertThat(mesh).within(seconds(15)).converged();
	}

}
