package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Member;
import io.starling.simulator.member.Liar;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.network.Happening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.seconds;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stranger that makes members up, or meets one that is alone: what it says takes nobody
 * else's place.
 */
class MadeUpMembersTest {

	private static final int MEMBERS = 12;

	private final SplittableRandom random = new SplittableRandom(11);

	private final Simulation mesh = Simulation.seeded(11);

	private Liar liar;

	private Lies lies;

	@BeforeEach
	void startTwelveAndALiar() {
		this.mesh.startMany(MEMBERS);
		// In its first minute a member takes in whoever is said to be there.
		this.mesh.runFor(seconds(70));
		assertThat(this.mesh).converged();
		this.liar = Liars.enter(this.mesh, "liar", 1);
		this.lies = new Lies(this.mesh, this.liar, "b", this.random);
		this.mesh.runFor(seconds(2));
		assertThat(this.liar.connections()).isPositive();
	}

	@Test
	void newcomersAtOneAddressAreNotDialledAllAtOnce() {
		long before = this.mesh.network().traffic().count(Happening.DIALLED);
		this.liar.spread(this.lies.newcomers(2000, "b"));
		this.mesh.runFor(seconds(10));
		assertThat(this.mesh.network().traffic().count(Happening.DIALLED) - before).isLessThan(MEMBERS * 100L);
		endsWell(seconds(180));
	}

	@Test
	void madeUpMembersDoNotDissolveTheMesh() {
		for (int i = 0; i < 100; i++) {
			this.liar.spread(this.lies.newcomers(40, "x" + i));
		}
		this.mesh.runFor(seconds(10));
		this.mesh.put("b", "services", "", "b meanwhile");
		assertThat(this.mesh).within(seconds(5)).everybodyHolds("b", "services", "");
		for (SimulatedMember member : this.mesh.running()) {
			assertThat(member.snapshot().present().size()).isLessThan(500);
		}
		endsWell(seconds(180));
	}

	@Test
	void whoeverHasUsedUpItsShareDoesNotKeepNewcomersOut() {
		for (int i = MEMBERS; i < 2 * MEMBERS; i++) {
			this.mesh.start(HostName.of(i));
		}
		this.mesh.runFor(seconds(70));
		Liar another = Liars.enter(this.mesh, "another", 2);
		this.mesh.runFor(seconds(2));
		another.spread(new Lies(this.mesh, another, "b", this.random).newcomers(4000, "nowhere"));
		this.mesh.runFor(seconds(1));
		this.mesh.start("newcomer");
		assertThat(this.mesh).within(seconds(10)).everybodyLists("newcomer");
		another.end();
	}

	@Test
	void whoeverDialsAMemberThatIsAloneIsNotBelievedMoreThanOthers() {
		this.liar.end();
		Member b = this.lies.record();
		Partition partition = this.mesh.partition("a").from("b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
		this.mesh.runFor(seconds(40));
		Liar another = new Liar(this.mesh.world(), Simulation.MESH, Hosts.endpoint("another"), this.random);
		another.isAlone(false);
		another.answer((message) -> (message instanceof Message.Hello)
				? new Message.Gossip(
						List.of(new Rumor.OfMember(new Member(b.id(), (1L << 48) - 1, b.endpoint(), "", true))))
				: null);
		another.greet(Hosts.endpoint("a"));
		this.mesh.runFor(seconds(3));
		another.end();
		partition.heal();
		endsWell(seconds(60));
	}

	private void endsWell(Duration limit) {
		this.liar.end();
		assertThat(this.mesh).within(limit).converged();
	}

}
