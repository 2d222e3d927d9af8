package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.starling.mesh.protocol.Bench.hello;
import static io.starling.mesh.protocol.Bench.id;
import static io.starling.mesh.protocol.Bench.member;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Accusations, denials and what follows from them, with hand-made peers of whom number 1
 * is the subject.
 */
class VotesTest extends SubjectBench {

	@Test
	void twoAccusersSuspectUnlessAsManyDeny() {
		join(7);
		vote(2, Evidence.SILENT);
		vote(3, Evidence.SILENT);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.SUSPECT);
		vote(4, Evidence.ALIVE);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.SUSPECT);
		vote(5, Evidence.ALIVE);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
		vote(6, Evidence.ALIVE);
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
		this.bench.pass(Duration.ofSeconds(10), all());
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
	}

	@Test
	void aDenialOfWhatNobodySaysIsNotPassedOn() {
		join(3);
		vote(2, Evidence.ALIVE);
		assertThat(this.bench.out.rumorsOn(this.peers.get(2))).isEmpty();
		vote(3, Evidence.SILENT);
		vote(2, Evidence.ALIVE);
		assertThat(this.bench.out.rumorsOn(this.peers.get(2))).contains(vote(2, 1, Evidence.ALIVE));
	}

	@Test
	void whoeverIsAccusedByOthersAndAnswersHereIsDefended() {
		join(6);
		vote(2, Evidence.SILENT);
		this.bench.pass(Duration.ofMillis(300), all());
		assertThat(this.bench.out.rumorsOn(this.peers.get(2))).containsOnlyOnce(vote(500, 1, Evidence.ALIVE));
	}

	@Test
	void whoeverAnswersByRaisingItsVersionNeedsNoDefence() {
		join(6);
		vote(2, Evidence.SILENT);
		this.bench.receive(this.peers.get(0), new Rumor.OfMember(member(1).withVersion(2)));
		this.bench.pass(Duration.ofSeconds(1), all());
		assertThat(this.bench.out.rumorsOn(this.peers.get(2))).doesNotContain(vote(500, 1, Evidence.ALIVE),
				vote(500, 2, Evidence.ALIVE));
	}

	@Test
	void whoeverAsksForAMemberIsToldWhatStandsAgainstIt() {
		join(6);
		vote(2, Evidence.GONE);
		vote(3, Evidence.ALIVE);
		this.bench.out.forget();
		this.bench.take(this.peers.get(4), new Message.Want(List.of(id(1)), List.of()));
		assertThat(this.bench.out.rumorsOn(this.peers.get(4))).startsWith(new Rumor.OfMember(member(1)),
				vote(2, 1, Evidence.GONE), vote(3, 1, Evidence.ALIVE));
	}

	/**
	 * In a mesh of 41, of a member that this one does not observe: log2 41 + ln 41 + 14 =
	 * 23.07, so 24 hang tolerances of 5 s where somebody denies, and else three.
	 */
	@ParameterizedTest
	@CsvSource({ "true, 120", "false, 15" })
	void aLoneAccusationThatIsRepeatedAndNeverRefutedIsBelievedInTheEnd(boolean denied, int seconds) {
		join(40);
		this.bench.pass(Duration.ofSeconds(12), all());
		int subject = IntStream.rangeClosed(1, 40)
			.filter((it) -> !observers(it).contains(id(500)))
			.findFirst()
			.orElseThrow();
		List<MemberId> observers = observers(subject);
		int neighbour = IntStream.rangeClosed(1, 40)
			.filter((it) -> this.bench.protocol.snapshot().neighbours().contains(id(it)))
			.findFirst()
			.orElseThrow();
		Instant accused = this.bench.now.minus(RoundTrip.LEAST);
		for (int second = 0; second < seconds; second++) {
			assertThat(this.bench.livenessOf(subject)).isEqualTo(Liveness.ALIVE);
			say(neighbour, subject, observers.get(0), Evidence.SILENT);
			if (denied) {
				say(neighbour, subject, observers.get(1), Evidence.ALIVE);
			}
			this.bench.pass(Duration.between(this.bench.now, accused.plusSeconds(second + 1)).minusMillis(200), all());
		}
		assertThat(this.bench.livenessOf(subject)).isEqualTo(Liveness.ALIVE);
		this.bench.pass(Duration.ofSeconds(1), all());
		assertThat(this.bench.livenessOf(subject)).isEqualTo(Liveness.DEAD);
	}

	private List<MemberId> observers(int subject) {
		return this.bench.protocol.explanations().of(id(subject).toString()).get(0).observers();
	}

	private void say(int by, int subject, MemberId observer, Evidence evidence) {
		this.bench.receive(this.peers.get(by - 1), new Rumor.OfVote(id(subject), 1, observer, evidence));
	}

	@Test
	void anEchoOfTheVotesThatLedToADeathIsNeitherPassedOnNorAnswered() {
		join(6);
		end();
		for (int observer = 2; observer <= 5; observer++) {
			vote(observer, Evidence.GONE);
		}
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.DEAD);
		this.bench.pass(Duration.ofSeconds(8), allButTheSubject());
		this.bench.out.forget();
		vote(2, Evidence.GONE);
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).isEmpty();
		assertThat(this.bench.out.rumorsOn(this.peers.get(2))).isEmpty();
	}

	@Test
	void whereMostJoinAnOldAccusationTheSubjectStillHasTimeToObject() {
		join(6);
		vote(2, Evidence.SILENT);
		this.bench.pass(Duration.ofSeconds(6), all());
		silence();
		vote(2, Evidence.SILENT);
		for (int observer = 3; observer <= 6; observer++) {
			vote(observer, Evidence.SILENT);
		}
		this.bench.pass(Duration.ofMillis(3800), allButTheSubject());
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.SUSPECT);
		this.bench.pass(Duration.ofMillis(500), allButTheSubject());
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.DEAD);
	}

	@Test
	void aLoneAccusationThatIsNotRepeatedIsVoid() {
		join(6);
		vote(2, Evidence.SILENT);
		this.bench.pass(Duration.ofSeconds(16), all());
		this.bench.out.forget();
		this.bench.take(this.peers.get(4), new Message.Want(List.of(id(1)), List.of()));
		assertThat(this.bench.out.rumorsOn(this.peers.get(4))).doesNotContain(vote(2, 1, Evidence.SILENT));
	}

	@Test
	void whereANewcomerSaysThatItLivesANeighbourIsLookedForAtOnce() {
		join(4);
		Endpoint place = member(1).endpoint();
		Member newcomer = new Member(id(77), 1, place, "", false);
		this.bench.receive(this.peers.get(1), new Rumor.OfMember(newcomer));
		answersAt(place, newcomer);
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).isEmpty();
		this.bench.out.dialled.clear();
		// It has been looked at, and does not answer.
		this.bench.pass(Duration.ofMillis(2500), allButTheSubject());
		answersAt(place, newcomer);
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).contains(vote(500, 1, Evidence.GONE));
	}

	private void answersAt(Endpoint place, Member newcomer) {
		assertThat(this.bench.out.dialled).containsValue(place);
		new TreeMap<>(this.bench.out.dialled).forEach((dial, endpoint) -> {
			if (endpoint.equals(place)) {
				this.bench.protocol.connected(this.bench.now, dial);
				this.bench.take(dial, hello(newcomer));
			}
		});
	}

	@Test
	void aNeighbourThatStillAnswersWhereANewcomerSaysThatItLivesIsNotAccused() {
		join(4);
		Member liar = new Member(id(77), 1, member(1).endpoint(), "", false);
		this.bench.receive(this.peers.get(1), new Rumor.OfMember(liar));
		ConnectionId dial = this.bench.dialTo(1);
		this.bench.protocol.connected(this.bench.now, dial);
		this.bench.take(dial, hello(member(1)));
		this.bench.pass(Duration.ofSeconds(1), all());
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).doesNotContain(vote(500, 1, Evidence.GONE),
				vote(500, 1, Evidence.SILENT));
		assertThat(this.bench.livenessOf(1)).isEqualTo(Liveness.ALIVE);
	}

	/** Makes the subject fall silent, and waits for the accusation. */
	private void silence() {
		this.bench.out.forget();
		this.bench.take(this.peers.get(0),
				new Message.Beat(this.bench.protocol.snapshot().digest(), Duration.ofMillis(1)));
		this.bench.pass(Duration.ofSeconds(1), allButTheSubject());
	}

	@Test
	void aRetractedAccusationIsToldToTheSubjectAndDoesNotDelayTheNext() {
		join(6);
		for (long version = 1; version <= 3; version++) {
			silence();
			assertThat(this.bench.out.rumorsOn(this.peers.get(1))).contains(vote(500, version, Evidence.SILENT));
			this.bench.out.forget();
			this.bench.take(this.peers.get(0), new Message.Ping(1));
			assertThat(this.bench.out.rumorsOn(this.peers.get(0))).contains(vote(500, version, Evidence.SILENT));
			this.bench.receive(this.peers.get(0), new Rumor.OfMember(member(1).withVersion(version + 1)));
		}
	}

	@Test
	void whoeverRefutesWhileItsLinkStaysSilentIsNotAccusedAgainAtOnce() {
		join(6);
		silence();
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).contains(vote(500, 1, Evidence.SILENT));
		this.bench.receive(this.peers.get(1), new Rumor.OfMember(member(1).withVersion(2)));
		this.bench.out.forget();
		this.bench.pass(Duration.ofMillis(4500), allButTheSubject());
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).doesNotContain(vote(500, 2, Evidence.SILENT));
		this.bench.pass(Duration.ofSeconds(1), allButTheSubject());
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).contains(vote(500, 2, Evidence.SILENT));
	}

}
