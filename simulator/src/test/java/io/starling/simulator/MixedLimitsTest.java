package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.protocol.Notice;
import io.starling.mesh.protocol.Settings;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.SimulatedMember;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;

/**
 * While a limit is raised, half of twelve members still have the lower one: a row that is
 * over it costs nothing at rest, and both sides are told.
 */
class MixedLimitsTest {

	private static final int MEMBERS = 12;

	private final List<String> refusing = new ArrayList<>();

	private final List<Notice.RefusedElsewhere> told = new ArrayList<>();

	private final Simulation mesh = new Simulation(SimulationSettings.seeded(6).withProtocol(allowing(256 * 1024)),
			new MemberObserver() {
				@Override
				public void notified(SimulatedMember member, Notice notice) {
					if (notice instanceof Notice.RowRefused) {
						MixedLimitsTest.this.refusing.add(member.host());
					}
					else if (notice instanceof Notice.RefusedElsewhere elsewhere) {
						Assertions.assertThat(member.host()).isEqualTo("a");
						MixedLimitsTest.this.told.add(elsewhere);
					}
				}
			});

	private static Settings allowing(int maxState) {
		Settings it = Settings.defaults();
		return new Settings(it.rings(), it.tick(), it.beatInterval(), it.pingTimeout(), it.hangTolerance(),
				it.joinInterval(), it.healInterval(), it.mixInterval(), it.linger(), it.retention(), maxState,
				256 * 1024);
	}

	@BeforeEach
	void startTwelve() {
		for (int i = 1; i < MEMBERS; i += 2) {
			this.mesh.configure(HostName.of(i), allowing(16 * 1024));
		}
		this.mesh.startMany(MEMBERS);
		this.mesh.put("a", "services", "", "small");
		this.mesh.runFor(seconds(60));
		assertThat(this.mesh).converged();
	}

	@Test
	void aRowOverSomeMembersLimitCostsNothingAtRestAndBothSidesAreTold() {
		long before = bytesIn(minutes(1));
		this.mesh.put("a", "services", "", "x".repeat(60_000));
		this.mesh.put("a", "services", "2", "small");
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged();
		long after = bytesIn(minutes(1));
		Assertions.assertThat(after).isLessThan(before + before / 4);
		Assertions.assertThat(this.refusing).containsExactlyInAnyOrder("b", "d", "f", "h", "j", "l");
		Assertions.assertThat(this.told).hasSize(1).first().satisfies((notice) -> {
			Assertions.assertThat(notice.limit()).isEqualTo(Rumor.Limit.ROW_SIZE);
			Assertions.assertThat(notice.allowed()).isEqualTo(16 * 1024);
		});
	}

	@Test
	void theRowIsTakenInAsSoonAsItIsShortEnough() {
		this.mesh.put("a", "services", "", "x".repeat(60_000));
		this.mesh.runFor(seconds(20));
		this.mesh.put("a", "services", "", "short");
		this.mesh.runFor(seconds(1));
		assertThat(this.mesh).converged().everybodyHolds("a", "services", "");
	}

	@Test
	void whoRefusesARowForgetsItWithItsTombstone() {
		this.mesh.put("a", "services", "big", "x".repeat(60_000));
		this.mesh.runFor(seconds(20));
		this.mesh.withdraw("a", "services", "big");
		this.mesh.runFor(seconds(5));
		assertThat(this.mesh).converged();
		this.mesh.start("m");
		assertThat(this.mesh).within(seconds(10)).converged();
	}

	private long bytesIn(Duration time) {
		long before = this.mesh.network().traffic().bytes();
		this.mesh.runFor(time);
		return this.mesh.network().traffic().bytes() - before;
	}

}
