package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.List;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import org.junit.jupiter.api.Test;

import static io.starling.mesh.protocol.Bench.id;
import static io.starling.mesh.protocol.Bench.member;
import static io.starling.mesh.protocol.Bench.row;
import static io.starling.mesh.protocol.Bench.rumor;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a protocol tells whoever counts.
 */
class CountsTest {

	private final Bench bench = new Bench();

	@Test
	void onlyTheFirstOfSeveralEqualRumorsIsNews() {
		ConnectionId peer = this.bench.join(1);
		this.bench.receive(peer, rumor(row(1, "a", 1)), rumor(row(1, "a", 1)), rumor(row(1, "b", 2)));
		this.bench.receive(peer, rumor(row(1, "a", 1)));
		assertThat(this.bench.out.counted(Activity.NEWS)).isEqualTo(2);
	}

	@Test
	void aHelloIsNoRumor() {
		this.bench.join(1);
		assertThat(this.bench.out.counted(Activity.NEWS)).isZero();
	}

	@Test
	void eachTimeThatAMemberBecomesSuspectIsASuspicion() {
		ConnectionId peer = meetSix();
		accuse(peer, 1);
		accuse(peer, 1);
		assertThat(this.bench.out.counted(Activity.SUSPICIONS)).isEqualTo(1);
		this.bench.receive(peer, new Rumor.OfMember(member(1).withVersion(2)));
		assertThat(this.bench.out.counted(Activity.SUSPICIONS)).isEqualTo(1);
		accuse(peer, 2);
		assertThat(this.bench.out.counted(Activity.SUSPICIONS)).isEqualTo(2);
	}

	@Test
	void anAccusationIsRefutedOnceForEachVersion() {
		ConnectionId peer = this.bench.join(1);
		Rumor accusation = new Rumor.OfVote(id(500), 1, id(1), Evidence.SILENT);
		this.bench.receive(peer, accusation, accusation);
		this.bench.receive(peer, accusation);
		assertThat(this.bench.out.counted(Activity.REFUTATIONS)).isEqualTo(1);
		assertThat(this.bench.self().version()).isEqualTo(2);
	}

	@Test
	void whatAListShowsToBeNewerOnEitherSideIsCounted() {
		ConnectionId peer = this.bench.join(1);
		Row known = this.bench.protocol.rows().put(this.bench.now, "services", "a", Bench.STATE);
		this.bench.protocol.rows().put(this.bench.now, "services", "b", Bench.STATE);
		this.bench.settle();
		this.bench.out.forget();
		this.bench.take(peer, list(new OwnerIndex(member(1), List.of(new OwnerIndex.RowVersion("services", "x", 4, 0))),
				new OwnerIndex(this.bench.self(), List.of(new OwnerIndex.RowVersion(known)))));
		assertThat(this.bench.out.counted(Activity.BEHIND)).isEqualTo(1);
		assertThat(this.bench.out.counted(Activity.AHEAD)).isEqualTo(1);
		assertThat(this.bench.out.counted(Activity.EXCHANGES)).isZero();
	}

	@Test
	void anExchangeIsCountedByWhoBeginsIt() {
		ConnectionId peer = this.bench.meet(1);
		assertThat(this.bench.out.counted(Activity.EXCHANGES)).isZero();
		this.bench.pass(Duration.ofSeconds(3));
		this.bench.out.forget();
		this.bench.take(peer, new Message.Beat(row(9, "unknown", 1).fingerprint(), Duration.ofSeconds(3)));
		assertThat(this.bench.out.counted(Activity.EXCHANGES)).isEqualTo(1);
	}

	private ConnectionId meetSix() {
		ConnectionId last = this.bench.join(1);
		for (int i = 2; i <= 6; i++) {
			last = this.bench.join(i);
		}
		return last;
	}

	private void accuse(ConnectionId by, long version) {
		this.bench.receive(by, new Rumor.OfVote(id(1), version, id(2), Evidence.SILENT),
				new Rumor.OfVote(id(1), version, id(3), Evidence.SILENT));
	}

	private static Message list(OwnerIndex... owners) {
		return new Message.Index(MemberId.MIN, MemberId.MAX, List.of(owners));
	}

}
