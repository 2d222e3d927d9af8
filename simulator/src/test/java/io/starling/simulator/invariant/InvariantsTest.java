package io.starling.simulator.invariant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.simulator.Simulation;
import io.starling.simulator.member.SimulatedMember;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Shows each invariant a lie, and expects it to notice. */
class InvariantsTest {

	private final Simulation mesh = Simulation.seeded(1);

	private SimulatedMember a;

	private SimulatedMember b;

	private MeshSnapshot view;

	private RowId row;

	private Row earlier;

	@BeforeEach
	void startThree() {
		this.mesh.startMany(3);
		this.mesh.put("b", "services", "", "up");
		this.row = new RowId("services", this.mesh.member("b").id(), "");
		this.earlier = this.mesh.member("b").snapshot().row(this.row).orElseThrow();
		this.mesh.put("b", "services", "", "draining");
		this.mesh.runFor(Duration.ofSeconds(10));
		this.a = this.mesh.member("a");
		this.b = this.mesh.member("b");
		this.view = this.a.snapshot();
	}

	@Test
	void theTruthIsFine() {
		this.mesh.invariants().published(this.a, this.view);
		assertThat(this.mesh.invariants().missing(Simulation.MESH)).isEmpty();
		assertThat(this.mesh.invariants().missing("no such mesh")).isEmpty();
	}

	@Test
	void aRecordThatWasNeverIssuedBreaksI1() {
		breaks("I1", () -> show(withMember(recordOfB().withVersion(9), Liveness.ALIVE)));
	}

	@Test
	void aRowWithAnotherStateThanTheOwnersBreaksI1() {
		breaks("I1", () -> show(withRow(Row.of(this.row, versionOfRow(), Bytes.EMPTY))));
	}

	@Test
	void twoContentsUnderOneVersionBreakI1() {
		Row other = Row.of(this.row, versionOfRow(), Bytes.EMPTY);
		breaks("I1", () -> this.mesh.invariants().sends(this.b, gossip(other)));
	}

	@Test
	void aVersionThatFallsBreaksI2() {
		breaks("I2", () -> show(withRow(this.earlier)));
	}

	@Test
	void aWrongDigestBreaksI3() {
		breaks("I3", () -> show(new MeshSnapshot(this.view.self(), this.view.members(), this.view.neighbours(),
				this.view.linked(), this.view.tables(), Digest.EMPTY, false)));
	}

	@Test
	void anOwnerWithoutItsOwnRowBreaksI4() {
		MeshSnapshot own = this.b.snapshot();
		PSortedMap<String, PSortedMap<RowId, Row>> none = TreePMap.empty();
		breaks("I4",
				() -> this.mesh.invariants()
					.published(this.b, new MeshSnapshot(own.self(), own.members(), own.neighbours(), own.linked(), none,
							own.digest(), false)));
	}

	@Test
	void aDeathWithoutAReasonBreaksI5() {
		breaks("I5", () -> show(withMember(recordOfB(), Liveness.DEAD)));
	}

	@Test
	void aDeathAfterALongPauseIsExcused() {
		this.mesh.freeze("b");
		this.mesh.runFor(Duration.ofMillis(4500));
		this.mesh.wake("b");
		breaks("I3", () -> show(withMember(recordOfB(), Liveness.DEAD)));
	}

	@Test
	void aDeathAcrossACutIsExcused() {
		this.mesh.partition("a").unheardBy("b");
		breaks("I3", () -> show(withMember(recordOfB(), Liveness.DEAD)));
	}

	@Test
	void aStrangerInTheListBreaksI6() {
		this.mesh.startIn("strangers", "z");
		Member stranger = this.mesh.member("z").snapshot().members().values().iterator().next().member();
		breaks("I6", () -> show(withMember(stranger, Liveness.ALIVE)));
	}

	@Test
	void aWordFromAStrangerBreaksI6() {
		ConnectionId connection = new ConnectionId(false, 99);
		this.mesh.invariants()
			.receives(this.a, connection, new Message.Hello("strangers", recordOfB(), true, Digest.EMPTY));
		this.mesh.invariants().receives(this.a, connection, new Message.Goodbye(Message.Goodbye.Reason.OTHER_MESH));
		breaks("I6", () -> this.mesh.invariants().receives(this.a, connection, new Message.Ping(1)));
	}

	@Test
	void aStormOfMessagesBreaksI7() {
		ConnectionId connection = new ConnectionId(false, 99);
		this.mesh.invariants()
			.receives(this.a, connection, new Message.Hello(Simulation.MESH, recordOfB(), true, Digest.EMPTY));
		breaks("I7", () -> {
			for (int i = 0; i < 1000; i++) {
				this.mesh.invariants().receives(this.a, connection, new Message.Ping(i));
			}
		});
	}

	@Test
	void aReturnFromTheDeadWithoutANewVersionBreaksI9() {
		this.mesh.darken("b");
		this.mesh.runFor(Duration.ofSeconds(20));
		this.view = this.a.snapshot();
		breaks("I9", () -> show(withMember(recordOfB(), Liveness.ALIVE)));
	}

	@Test
	void whatIsMissingUntilConvergenceIsTold() {
		this.mesh.crash("c");
		assertThat(this.mesh.invariants().missing(Simulation.MESH)).hasValueSatisfying(
				(missing) -> assertThat(missing).startsWith("at ").contains("c(", "is listed but does not run"));
	}

	private void breaks(String number, ThrowingCallable lie) {
		assertThat(catchThrowableOfType(InvariantViolation.class, lie)).isNotNull()
			.extracting(InvariantViolation::number)
			.isEqualTo(number);
	}

	private void show(MeshSnapshot lie) {
		this.mesh.invariants().published(this.a, lie);
	}

	private Member recordOfB() {
		return this.a.snapshot().member(this.b.id()).orElseThrow().member();
	}

	private long versionOfRow() {
		return this.view.row(this.row).orElseThrow().version();
	}

	private MeshSnapshot withMember(Member member, Liveness liveness) {
		MemberState state = new MemberState(member, liveness, Instant.EPOCH, "a lie");
		return new MeshSnapshot(this.view.self(), this.view.members().plus(member.id(), state), this.view.neighbours(),
				this.view.linked(), this.view.tables(), this.view.digest(), false);
	}

	private MeshSnapshot withRow(Row lie) {
		PSortedMap<RowId, Row> table = this.view.tables().get("services").plus(lie.id(), lie);
		return new MeshSnapshot(this.view.self(), this.view.members(), this.view.neighbours(), this.view.linked(),
				this.view.tables().plus("services", table), this.view.digest(), false);
	}

	private static Message gossip(Row row) {
		return new Message.Gossip(List.of(new Rumor.OfRow(row, Duration.ZERO)));
	}

}
