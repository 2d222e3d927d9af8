package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Explanation.Accusation;
import io.starling.mesh.model.Explanation.Statement;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.starling.mesh.protocol.Bench.id;
import static io.starling.mesh.protocol.Bench.member;
import static io.starling.mesh.protocol.Bench.row;
import static io.starling.mesh.protocol.Bench.rumor;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people are told of members, with hand-made peers of whom number 1 is the subject.
 */
class ExplanationsTest {

	private final Bench bench = new Bench();

	private final List<ConnectionId> peers = new ArrayList<>();

	private ConnectionId peer;

	@BeforeEach
	void meetSix() {
		for (int i = 1; i <= 6; i++) {
			this.peer = this.bench.join(i);
			this.peers.add(this.peer);
		}
	}

	@Test
	void nobodySaysAnythingOfAMemberThatIsWell() {
		Explanation explanation = explain();
		assertThat(explanation.state().liveness()).isEqualTo(Liveness.ALIVE);
		assertThat(explanation.accusation()).isNull();
		assertThat(explanation.observers()).containsExactlyElementsOf(
				List.of(2, 3, 4, 5, 6, 500).stream().map(Bench::id).filter(explanation.observers()::contains).toList())
			.isNotEmpty();
	}

	@Test
	void whoAccusesAndWhoDeniesIsShownWithTheTime() {
		Instant first = say(2, Evidence.SILENT);
		Instant second = say(3, Evidence.GONE);
		Instant third = say(4, Evidence.ALIVE);
		Accusation accusation = explain().accusation();
		assertThat(accusation.version()).isEqualTo(1);
		assertThat(accusation.since()).isEqualTo(first.minus(RoundTrip.LEAST));
		assertThat(accusation.agreedSince()).isNull();
		assertThat(accusation.heldDead()).isFalse();
		assertThat(accusation.statements()).containsExactly(new Statement(id(2), "SILENT", first),
				new Statement(id(3), "GONE", second), new Statement(id(4), "ALIVE", third));
		assertThat(explain().state().liveness()).isEqualTo(Liveness.SUSPECT);
	}

	@Test
	void aRefutationEndsTheCase() {
		say(2, Evidence.SILENT);
		this.bench.receive(this.peer, new Rumor.OfMember(member(1).withVersion(2)));
		assertThat(explain().accusation()).isNull();
	}

	@Test
	void whatLedToADeathIsRememberedAsLongAsTheDead() {
		end();
		assertThat(explain().state().liveness()).isEqualTo(Liveness.DEAD);
		Explanation atOnce = explain();
		pass(Duration.ofMinutes(9));
		assertThat(explain()).isEqualTo(atOnce);
		assertThat(atOnce.accusation().statements()).extracting(Statement::by).contains(id(2), id(3), id(4), id(5));
		assertThat(atOnce.observers()).isNotEmpty();
		pass(Duration.ofMinutes(2));
		assertThat(this.bench.protocol.explanations().of(id(1).toString())).isEmpty();
	}

	@Test
	void whoComesBackFromTheDeadStartsAfresh() {
		end();
		pass(Duration.ofMinutes(1));
		this.bench.receive(this.peer, new Rumor.OfMember(member(1).withVersion(2)));
		assertThat(explain().accusation()).isNull();
	}

	@Test
	void rowsAreShownAlsoOfTheDeadAndWithdrawnOnesWithTheirVersion() {
		Row standing = row(1, "a", 3);
		this.bench.receive(this.peer, rumor(row(1, "b", 1)), rumor(standing),
				new Rumor.OfRow(Row.tombstone(row(1, "b", 1).id(), 4), Duration.ofSeconds(2)));
		Instant withdrawn = this.bench.now.minusMillis(5).minusSeconds(2);
		end();
		assertThat(this.bench.protocol.snapshot().tables()).isEmpty();
		assertThat(explain().rows()).containsExactly(standing);
		assertThat(explain().withdrawals())
			.containsExactly(new Explanation.Withdrawal(row(1, "b", 1).id(), 4, withdrawn));
	}

	@Test
	void membersAreFoundByTheirIdTheirAddressAndTheirRows() {
		this.bench.receive(this.peer, rumor(row(3, "orders-3", 1)), rumor(row(4, "orders-4", 1)),
				new Rumor.OfRow(Row.tombstone(row(4, "orders-4", 1).id(), 2), Duration.ZERO));
		assertThat(found(id(2).toString())).containsExactly(member(2));
		assertThat(found(id(500).toString().substring(0, 16))).containsExactly(this.bench.self());
		assertThat(found(id(500).toString().substring(0, 14).toUpperCase(Locale.ROOT))).hasSize(1);
		assertThat(found(id(2).toString().substring(0, 12))).hasSize(7);
		assertThat(found(member(5).endpoint().toString())).containsExactly(member(5));
		assertThat(found("orders-3")).containsExactly(member(3));
		assertThat(found("orders-4")).containsExactly(member(4));
		assertThat(found("orders")).isEmpty();
		assertThat(found("10.0.0.1:9")).isEmpty();
		assertThat(found("f".repeat(33))).isEmpty();
	}

	/** The process of the subject ends, and all see it. */
	private void end() {
		this.bench.end(this.peers.get(0), 1);
		for (int observer = 2; observer <= 5; observer++) {
			say(observer, Evidence.GONE);
		}
	}

	/** Lets time pass, in which all but the subject answer. */
	private void pass(Duration time) {
		this.bench.pass(time, this.peers.subList(1, this.peers.size()).toArray(ConnectionId[]::new));
	}

	private List<Member> found(String name) {
		return this.bench.protocol.explanations()
			.of(name)
			.stream()
			.map((explanation) -> explanation.state().member())
			.toList();
	}

	/** Tells when it was heard. */
	private Instant say(int observer, Evidence evidence) {
		Instant now = this.bench.now;
		this.bench.receive(this.peer, new Rumor.OfVote(id(1), 1, id(observer), evidence));
		return now;
	}

	private Explanation explain() {
		return this.bench.protocol.explanations().of(id(1).toString()).get(0);
	}

}
