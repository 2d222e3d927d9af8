package io.starling.simulator;

import java.util.Arrays;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.simulator.member.Builds;
import io.starling.simulator.member.LaterWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.seconds;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * This build and one to come in one mesh. The invariants hold every row and record that
 * anybody holds against what its owner wrote, byte for byte.
 */
class TwoBuildsTest {

	private static final int HOSTS = 10;

	private final Builds builds = new Builds();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void aRollingUpgradeAndTheWayBackHarmNobody(long seed) {
		Simulation mesh = of(seed);
		mesh.startMany(HOSTS);
		mesh.runFor(seconds(10));
		writeRows(mesh);
		for (boolean later : new boolean[] { true, false }) {
			for (int i = 0; i < HOSTS; i++) {
				String host = HostName.of(i);
				if (i % 2 == 0) {
					mesh.leave(host);
				}
				else {
					mesh.crash(host);
				}
				this.builds.install(host, later);
				mesh.start(host);
				mesh.runFor(seconds(1));
				mesh.put(host, "services", host, "up again");
				mesh.put(host, "services", "short-lived", "up");
				mesh.runFor(seconds(1));
				mesh.withdraw(host, "services", "short-lived");
			}
			assertThat(mesh).within(seconds(30)).converged();
		}
	}

	@Test
	void whatALaterBuildWroteComesToNewMembersThroughOldOnesAsItWas() {
		Simulation mesh = of(5);
		mesh.startMany(HOSTS);
		mesh.runFor(seconds(10));
		this.builds.install("z", true);
		mesh.start("z");
		mesh.runFor(seconds(2));
		mesh.put("z", "services", "", "up");
		mesh.runFor(seconds(2));
		Partition partition = mesh.partition("z").from(names(HOSTS));
		mesh.start("y");
		mesh.runFor(seconds(3));
		RowId name = new RowId("services", mesh.member("z").id(), "");
		Row held = mesh.member("y").snapshot().row(name).orElseThrow();
		Bytes written = mesh.member("z").snapshot().row(name).orElseThrow().block();
		assertThat(held.block()).isEqualTo(written);
		assertThat(written.toString()).endsWith(LaterWire.INVENTED.toString());
		assertThat(mesh.member("y").snapshot().member(name.owner()).orElseThrow().member().block().toString())
			.endsWith(LaterWire.INVENTED.toString());
		partition.heal();
		assertThat(mesh).within(seconds(30)).converged();
	}

	@Test
	void alongWithFaultsTheTwoBuildsConverge() {
		Simulation mesh = of(6);
		mesh.seeds(HostName.of(0));
		for (int i = 0; i < HOSTS; i++) {
			this.builds.install(HostName.of(i), i % 2 == 0);
			mesh.start(HostName.of(i));
		}
		mesh.runFor(seconds(10));
		writeRows(mesh);
		mesh.darken(HostName.of(3));
		mesh.freeze(HostName.of(4));
		mesh.runFor(seconds(20));
		mesh.wake(HostName.of(4));
		writeRows(mesh);
		assertThat(mesh).within(seconds(60)).converged();
	}

	private Simulation of(long seed) {
		return new Simulation(SimulationSettings.seeded(seed).withWire(this.builds));
	}

	private static void writeRows(Simulation mesh) {
		mesh.running().forEach((member) -> mesh.put(member.host(), "services", member.host(), "up"));
	}

	private static String[] names(int count) {
		String[] names = new String[count];
		Arrays.setAll(names, HostName::of);
		return names;
	}

}
