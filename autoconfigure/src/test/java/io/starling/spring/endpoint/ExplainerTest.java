package io.starling.spring.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.starling.mesh.MeshStatus;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Explanation.Accusation;
import io.starling.mesh.model.Explanation.Statement;
import io.starling.mesh.model.Explanation.Withdrawal;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.spring.TestSnapshot;
import io.starling.spring.discovery.PresumedDead;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import io.starling.spring.endpoint.ExplanationDescriptor.ObserverDescriptor;
import io.starling.spring.endpoint.ExplanationDescriptor.RowStateDescriptor;
import io.starling.spring.endpoint.ExplanationDescriptor.StatementDescriptor;
import org.junit.jupiter.api.Test;

import static io.starling.spring.TestSnapshot.member;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Number 1 is the member that is asked, and has a link to number 2.
 */
class ExplainerTest {

	private static final Instant NOW = Instant.EPOCH.plusSeconds(10);

	private static final MeshStatus CONNECTED = new MeshStatus(MeshStatus.Condition.CONNECTED, "2 links", 2,
			Duration.ZERO);

	private final TestSnapshot mesh = new TestSnapshot().with(1, Liveness.ALIVE)
		.with(3, Liveness.ALIVE)
		.service(2, "orders", ServiceStatus.UP, Map.of("token", "hunter2"));

	private final Map<String, List<Explanation>> answers = new HashMap<>();

	private final SortedMap<RowId, PresumedDead> presumedDead = new TreeMap<>();

	private MeshStatus status = CONNECTED;

	@Test
	void saysThatAllIsWell() {
		answer("orders-2", null);
		ExplanationDescriptor explanation = explain("orders-2").get(0);
		assertThat(explanation.findings()).containsExactly(
				"The member counts as alive: nobody says anything against it.", "The instance orders-2 may be called.");
		assertThat(explanation.member().linked()).isTrue();
		assertThat(explanation.accusation()).isNull();
		assertThat(explanation.instances()).extracting(InstanceDescriptor::instanceId).containsExactly("orders-2");
		assertThat(explanation.rows()).containsExactly(new RowStateDescriptor("services", "", 1, "LISTED", null));
		assertThat(explanation.toString()).doesNotContain("hunter2");
	}

	@Test
	void saysWhoSaysWhatOfASuspect() {
		this.mesh.with(2, Liveness.SUSPECT);
		answer("02", accusation(new Statement(member(1), "ALIVE", NOW), new Statement(member(3), "SILENT", NOW),
				new Statement(member(7), "GONE", NOW)));
		ExplanationDescriptor explanation = explain("02").get(0);
		assertThat(explanation.findings()).containsExactly("The member is suspected: as the test says.",
				"The instance orders-2 is called only after others, because its member is suspected.");
		assertThat(explanation.observers()).containsExactly(
				new ObserverDescriptor(member(1).toString(), "127.0.0.1:7001", "ALIVE"),
				new ObserverDescriptor(member(3).toString(), "127.0.0.1:7003", "ALIVE"));
		assertThat(explanation.accusation().statements()).containsExactly(
				new StatementDescriptor(member(1).toString(), "127.0.0.1:7001", true, "ALIVE", NOW.toString()),
				new StatementDescriptor(member(3).toString(), "127.0.0.1:7003", true, "SILENT", NOW.toString()),
				new StatementDescriptor(member(7).toString(), null, false, "GONE", NOW.toString()));
	}

	@Test
	void saysThatALoneAccuserIsTooFew() {
		answer("02", accusation(new Statement(member(3), "SILENT", NOW)));
		assertThat(explain("02").get(0).findings())
			.contains("The member counts as alive: 1 accuse it and 0 deny that, which is too little to suspect it.");
	}

	@Test
	void showsRowsOfTheDeadThatAreNoLongerListed() {
		Row hidden = this.mesh.get().table(ServiceRow.TABLE).values().iterator().next();
		this.mesh.with(2, Liveness.DEAD).without(2);
		this.answers.put("orders-2", List.of(new Explanation(this.mesh.get().member(member(2)).orElseThrow(), List.of(),
				accusation(), List.of(hidden), List.of())));
		ExplanationDescriptor explanation = explain("orders-2").get(0);
		assertThat(explanation.findings()).containsExactly("The member counts as dead: as the test says.",
				"The instance orders-2 is not listed, because its member is gone.");
		assertThat(explanation.rows()).containsExactly(new RowStateDescriptor("services", "", 1, "HIDDEN", null));
		assertThat(explanation.instances()).extracting(InstanceDescriptor::liveness).containsExactly("DEAD");
	}

	@Test
	void saysThatAnInstanceStaysListedThatIsPresumedDead() {
		Row hidden = this.mesh.get().table(ServiceRow.TABLE).values().iterator().next();
		this.mesh.dead(2, false);
		MemberState state = this.mesh.get().member(member(2)).orElseThrow();
		this.presumedDead.put(hidden.id(), new PresumedDead(hidden, state, Instant.EPOCH, null));
		this.answers.put(member(2).toString(),
				List.of(new Explanation(state, List.of(), accusation(), List.of(hidden), List.of())));
		assertThat(explain("127.0.0.1:8002").get(0).findings()).containsExactly(
				"The member counts as dead: as the test says.",
				"The instance orders-2 stays listed, after all others: its member is only presumed dead, because "
						+ "nobody has proven it, and the service would have no trusted instance.");
	}

	@Test
	void explainsInstancesPresumedDeadWhoseMembersTheMeshHasForgotten() {
		Row hidden = this.mesh.get().table(ServiceRow.TABLE).values().iterator().next();
		this.mesh.dead(2, false);
		MemberState state = this.mesh.get().member(member(2)).orElseThrow();
		this.presumedDead.put(hidden.id(), new PresumedDead(hidden, state, Instant.EPOCH, null));
		this.mesh.forget(2);
		for (String name : List.of("orders-2", "127.0.0.1:8002", "127.0.0.1:7002", member(2).toString())) {
			ExplanationDescriptor explanation = explain(name).get(0);
			assertThat(explanation.member().liveness()).isEqualTo("DEAD");
			assertThat(explanation.instances()).extracting(InstanceDescriptor::presumedDead)
				.containsExactly("as the test says");
		}
		assertThat(explain("orders-3")).isEmpty();
	}

	@Test
	void saysThatAnInstanceWithdrewItsRowOrSaysThatItIsNotReady() {
		this.mesh.service(2, "orders", ServiceStatus.DRAINING);
		RowId withdrawn = new RowId("services", member(2), "admin-2");
		this.answers.put("admin-2",
				List.of(new Explanation(this.mesh.get().member(member(2)).orElseThrow(), List.of(), null,
						List.copyOf(this.mesh.get().table(ServiceRow.TABLE).values()),
						List.of(new Withdrawal(withdrawn, 9, NOW)))));
		ExplanationDescriptor explanation = explain("admin-2").get(0);
		assertThat(explanation.findings()).contains(
				"The instance orders-2 is not called, because it says DRAINING of itself.",
				"The instance admin-2 is not listed, because it withdrew its row.");
		assertThat(explanation.rows())
			.contains(new RowStateDescriptor("services", "admin-2", 9, "WITHDRAWN", NOW.toString()));
	}

	@Test
	void saysThatItDoesNotSeeWellItself() {
		this.status = new MeshStatus(MeshStatus.Condition.CUT_OFF, "most others are silent", 1, null);
		answer("02", null);
		assertThat(explain("02").get(0).findings())
			.contains("The member that answers you does not see well: most others are silent.");
	}

	@Test
	void leavesOutRowsThatCannotBeRead() {
		this.mesh.row(2, Bytes.copyOf(new byte[] { 9 }));
		answer("02", null);
		assertThat(explain("02").get(0).instances()).isEmpty();
		assertThat(explain("02").get(0).rows()).hasSize(1);
	}

	@Test
	void findsAnInstanceByItsAddress() {
		answer(member(2).toString(), null);
		assertThat(explain("127.0.0.1:8002")).hasSize(1);
		assertThat(explain("127.0.0.1:8003")).isEmpty();
	}

	@Test
	void findsAnInstanceThatHasLeftByTheMemberInItsId() {
		answer(member(2).toString(), null);
		assertThat(explain("orders:" + member(2))).hasSize(1);
	}

	@Test
	void takesNoPortForTheBeginningOfAnId() {
		answer("8002", null);
		assertThat(explain("10.0.0.1:8002")).isEmpty();
	}

	private static Accusation accusation(Statement... statements) {
		return new Accusation(1, Instant.EPOCH, null, false, List.of(statements));
	}

	private void answer(String name, Accusation accusation) {
		this.answers.put(name,
				List.of(new Explanation(this.mesh.get().member(member(2)).orElseThrow(), List.of(member(1), member(3)),
						accusation, List.copyOf(this.mesh.get().table(ServiceRow.TABLE).values()), List.of())));
	}

	private List<ExplanationDescriptor> explain(String name) {
		return new Explainer((it) -> this.answers.getOrDefault(it, List.of()), this.mesh.get(), this.presumedDead,
				this.status, NOW)
			.explain(name);
	}

}
