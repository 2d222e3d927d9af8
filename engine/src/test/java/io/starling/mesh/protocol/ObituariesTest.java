package io.starling.mesh.protocol;

import java.time.Duration;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import org.junit.jupiter.api.Test;

import static io.starling.mesh.protocol.Bench.member;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What those are told who list a member that is dead here: number 1.
 */
class ObituariesTest extends SubjectBench {

	@Test
	void whoHoldsAMemberDeadSaysSoByAVoteOnceItsVotesAreForgotten() {
		join(6);
		end();
		for (int observer = 2; observer <= 5; observer++) {
			vote(observer, Evidence.GONE);
		}
		this.bench.pass(Duration.ofSeconds(10), allButTheSubject());
		this.bench.out.forget();
		this.bench.receive(this.peers.get(1), new Rumor.OfMember(Bench.member(1)));
		Rumor own = vote(500, 1, Evidence.SILENT);
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).contains(vote(2, 1, Evidence.GONE)).doesNotContain(own);
		this.bench.pass(Duration.ofSeconds(20), allButTheSubject());
		this.bench.out.forget();
		this.bench.receive(this.peers.get(1), new Rumor.OfMember(Bench.member(1)));
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).hasSize(1).doesNotContain(own);
		this.bench.pass(Duration.ofSeconds(10), allButTheSubject());
		this.bench.receive(this.peers.get(1), new Rumor.OfMember(Bench.member(1)));
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).contains(own);
		this.bench.pass(Duration.ofMinutes(20), allButTheSubject());
		this.bench.out.forget();
		for (int i = 0; i < 2; i++) {
			this.bench.receive(this.peers.get(1), new Rumor.OfMember(Bench.member(1)));
			this.bench.pass(Duration.ofSeconds(10), allButTheSubject());
		}
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).contains(own);
	}

	@Test
	void aVoteAboutTheDeadIsNotAnsweredByAVote() {
		join(6);
		end();
		for (int observer = 2; observer <= 5; observer++) {
			vote(observer, Evidence.GONE);
		}
		this.bench.pass(Duration.ofSeconds(30), allButTheSubject());
		this.bench.out.forget();
		for (int i = 0; i < 3; i++) {
			vote(2, Evidence.SILENT);
			this.bench.pass(Duration.ofSeconds(10), allButTheSubject());
		}
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).isNotEmpty()
			.doesNotContain(vote(500, 1, Evidence.SILENT));
	}

	@Test
	void whoHasAccusedOnceAndNotAgainIsShownWhatIsListed() {
		join(6);
		vote(2, Evidence.SILENT);
		Rumor record = new Rumor.OfMember(member(1));
		this.bench.pass(Duration.ofSeconds(7), all());
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).doesNotContain(record);
		this.bench.pass(Duration.ofSeconds(1), all());
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).containsOnlyOnce(record);
		assertThat(this.bench.out.rumorsOn(this.peers.get(2))).doesNotContain(record);
		// Then what it said is void.
		this.bench.pass(Duration.ofSeconds(20), all());
		assertThat(this.bench.out.rumorsOn(this.peers.get(1))).filteredOn(record::equals).hasSizeLessThanOrEqualTo(2);
	}

}
