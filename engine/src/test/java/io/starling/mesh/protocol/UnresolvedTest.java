package io.starling.mesh.protocol;

import java.time.Duration;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Rule D3: what it says of a neighbour that its name leads nowhere. */
class UnresolvedTest {

	private final Bench bench = new Bench();

	private ConnectionId one;

	private ConnectionId two;

	@BeforeEach
	void link() {
		this.one = this.bench.join(1);
		this.two = this.bench.join(2);
		this.bench.pass(Duration.ofSeconds(3), this.one, this.two);
		this.bench.out.forget();
	}

	@Test
	void aNameThatIsGoneAfterTheLinkEndedInOrderIsSilence() {
		end(Ending.CLOSED);
		fail(ConnectFailure.UNKNOWN_HOST);
		assertThat(accusation()).isEqualTo(Evidence.SILENT);
	}

	@Test
	void aNameThatIsGoneAfterTheLinkBrokeIsSilenceTheSecondTime() {
		end(Ending.BROKEN);
		fail(ConnectFailure.UNKNOWN_HOST);
		assertThat(accusation()).isNull();
		failNext(ConnectFailure.UNKNOWN_HOST);
		assertThat(accusation()).isEqualTo(Evidence.SILENT);
	}

	@ParameterizedTest
	@EnumSource(names = { "UNRESOLVED", "NOT_TRIED" })
	void whatCannotBeTriedIsSilenceOnlyAfterLong(ConnectFailure failure) {
		end(Ending.CLOSED);
		fail(failure);
		for (int i = 0; i < 4; i++) {
			failNext(failure);
		}
		assertThat(accusation()).isNull();
		failNext(failure);
		assertThat(accusation()).isEqualTo(Evidence.SILENT);
	}

	@Test
	void howOftenItIsAskedToTryMakesNoDifference() {
		end(Ending.CLOSED);
		fail(ConnectFailure.UNRESOLVED);
		for (int i = 0; i < 50; i++) {
			this.bench.receive(this.two, new Rumor.OfVote(Bench.id(1), 1, Bench.id(2), Evidence.SILENT));
			this.bench.pass(Duration.ofMillis(100), this.two);
			if (!this.bench.out.dialled.isEmpty()) {
				fail(ConnectFailure.UNRESOLVED);
			}
		}
		assertThat(accusation()).isNull();
	}

	@Test
	void whatCouldNotBeTriedIsNoFailureOfTheOtherSide() {
		end(Ending.CLOSED);
		fail(ConnectFailure.UNRESOLVED);
		failNext(ConnectFailure.UNREACHABLE);
		assertThat(accusation()).isNull();
		failNext(ConnectFailure.UNREACHABLE);
		assertThat(accusation()).isEqualTo(Evidence.SILENT);
	}

	@Test
	void whileANameIsLookedUpTheOtherSideHasNothingToAnswer() {
		end(Ending.CLOSED);
		for (int i = 0; i < 4; i++) {
			awaitDial();
			ConnectionId dial = this.bench.dialTo(1);
			this.bench.out.dialled.clear();
			this.bench.protocol.looksUp(this.bench.now, dial, true);
			this.bench.pass(Duration.ofSeconds(5), this.two);
			assertThat(this.bench.out.closed).doesNotContain(dial);
			assertThat(accusation()).isNull();
			this.bench.protocol.connectFailed(this.bench.now, dial, ConnectFailure.UNRESOLVED);
			this.bench.settle();
		}
		assertThat(accusation()).isNull();
	}

	@Test
	void whenItIsFoundTheOtherSideHasAllItsTime() {
		end(Ending.CLOSED);
		fail(ConnectFailure.UNREACHABLE);
		awaitDial();
		ConnectionId dial = this.bench.dialTo(1);
		this.bench.protocol.looksUp(this.bench.now, dial, true);
		this.bench.pass(Duration.ofMillis(3500), this.two);
		this.bench.protocol.looksUp(this.bench.now, dial, false);
		this.bench.pass(Duration.ofMillis(1500), this.two);
		assertThat(this.bench.out.closed).doesNotContain(dial);
		this.bench.pass(Duration.ofSeconds(1), this.two);
		assertThat(this.bench.out.closed).contains(dial);
		assertThat(accusation()).isEqualTo(Evidence.SILENT);
	}

	@Test
	void aLookUpOfWhichNothingIsEverHeardEnds() {
		end(Ending.CLOSED);
		awaitDial();
		ConnectionId dial = this.bench.dialTo(1);
		this.bench.protocol.looksUp(this.bench.now, dial, true);
		this.bench.pass(Duration.ofSeconds(11), this.two);
		assertThat(this.bench.out.closed).contains(dial);
		assertThat(accusation()).isNull();
	}

	private void end(Ending ending) {
		this.bench.protocol.closed(this.bench.now, this.one, ending);
		this.bench.settle();
	}

	private void fail(ConnectFailure failure) {
		ConnectionId dial = this.bench.dialTo(1);
		this.bench.out.dialled.clear();
		this.bench.protocol.connectFailed(this.bench.now, dial, failure);
		this.bench.settle();
	}

	private void failNext(ConnectFailure failure) {
		awaitDial();
		fail(failure);
	}

	private void awaitDial() {
		while (this.bench.out.dialled.isEmpty()) {
			this.bench.pass(Settings.defaults().tick(), this.two);
		}
	}

	/** What this member has said last against the first; null if nothing. */
	private Evidence accusation() {
		return this.bench.out.rumorsOn(this.two)
			.stream()
			.filter((rumor) -> rumor instanceof Rumor.OfVote vote && vote.observer().equals(Bench.id(500))
					&& vote.subject().equals(Bench.id(1)))
			.map((rumor) -> ((Rumor.OfVote) rumor).evidence())
			.reduce((first, second) -> second)
			.orElse(null);
	}

}
