package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.sketch.CodedSymbol;
import io.starling.mesh.sketch.Sketch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The messages of an exchange, made by hand: what no honest member sends costs little and
 * changes nothing.
 */
class ExchangeTest {

	private final Bench bench = new Bench();

	private final List<ConnectionId> peers = new ArrayList<>();

	private ConnectionId peer = new ConnectionId(false, 1);

	@BeforeEach
	void join() {
		for (int i = 1; i <= 6; i++) {
			this.peers.add(this.bench.join(i));
		}
		this.peer = this.peers.get(0);
		this.bench.pass(Duration.ofSeconds(3), this.peers.toArray(ConnectionId[]::new));
		this.bench.out.forget();
	}

	/** Makes the member under test begin an exchange, and returns its salt. */
	private long begin() {
		this.bench.take(this.peer, new Message.Beat(Digest.EMPTY, Duration.ofSeconds(3)));
		List<Message.Symbols> begun = this.bench.out.sent(Message.Symbols.class);
		assertThat(begun).hasSize(1);
		assertThat(begun.get(0).first()).isZero();
		assertThat(begun.get(0).symbols()).hasSize(32);
		this.bench.out.forget();
		return begun.get(0).salt();
	}

	private static Message.Symbols garbage(long salt, int first) {
		SplittableRandom random = new SplittableRandom(first);
		List<CodedSymbol> symbols = new ArrayList<>();
		for (int i = 0; i < 32; i++) {
			symbols.add(new CodedSymbol(random.nextLong(), random.nextLong(), random.nextLong(), random.nextInt(8)));
		}
		return new Message.Symbols(salt, first, symbols);
	}

	@Test
	void symbolsThatTellNothingAreGivenUpForThePlainList() {
		for (int first = 0; first < 640; first += 32) {
			this.bench.take(this.peer, garbage(1, first));
		}
		// 128 symbols, and one for each own element, are enough.
		assertThat(this.bench.out.sent(Message.More.class)).containsExactly(new Message.More(1, 32),
				new Message.More(1, 64), new Message.More(1, 96), new Message.More(1, 128));
		assertThat(this.bench.out.sent(Message.Resume.class)).containsExactly(new Message.Resume(MemberId.MIN));
		assertThat(this.bench.out.sent(Message.Lack.class)).isEmpty();
	}

	@Test
	void symbolsFromTheMiddleOnAreIgnored() {
		this.bench.take(this.peer, garbage(1, 32));
		this.bench.take(this.peer, garbage(1, Sketch.MAX_LENGTH - 1));
		assertThat(this.bench.out.sentOn(this.peer)).isEmpty();
	}

	@Test
	void symbolsThatLeaveAGapOrComeTwiceAreIgnored() {
		this.bench.take(this.peer, garbage(1, 0));
		this.bench.out.forget();
		this.bench.take(this.peer, garbage(1, 64));
		this.bench.take(this.peer, garbage(1, 0));
		this.bench.take(this.peer, garbage(2, 32));
		assertThat(this.bench.out.sentOn(this.peer)).isEmpty();
	}

	@Test
	void nobodyCanHaveAnExchangeBegunAllTheTime() {
		for (int salt = 0; salt < 100; salt++) {
			this.bench.take(this.peer, garbage(salt, 0));
		}
		// 100 times 5 ms: one at once, one after 300 ms.
		assertThat(this.bench.out.sent(Message.More.class)).hasSize(2);
	}

	@Test
	void questionsAboutAnExchangeThatIsNoneAreIgnored() {
		this.bench.take(this.peer, new Message.More(1, 32));
		this.bench.take(this.peer, new Message.Lack(1, List.of(1L)));
		this.bench.take(this.peer, new Message.Resume(MemberId.MIN));
		this.bench.take(this.peer, new Message.Resume(Bench.id(3)));
		long salt = begin();
		this.bench.take(this.peer, new Message.More(salt + 1, 32));
		this.bench.take(this.peer, new Message.More(salt, 0));
		this.bench.take(this.peer, new Message.Lack(salt + 1, List.of(1L)));
		this.bench.take(this.peers.get(1), new Message.More(salt, 32));
		assertThat(this.bench.out.sent).isEmpty();
	}

	@Test
	void eachQuestionForMoreGivesAsMuchAsThereWas() {
		long salt = begin();
		this.bench.take(this.peer, new Message.More(salt, 32));
		this.bench.take(this.peer, new Message.More(salt, 64));
		List<Message.Symbols> sent = this.bench.out.sent(Message.Symbols.class);
		assertThat(sent).extracting(Message.Symbols::first).containsExactly(32, 64);
		assertThat(sent).extracting((it) -> it.symbols().size()).containsExactly(32, 64);
	}

	@Test
	void symbolsFarBeyondThoseSentAreNotMade() {
		long salt = begin();
		this.bench.take(this.peer, new Message.More(salt, 33));
		this.bench.take(this.peer, new Message.More(salt, Sketch.MAX_LENGTH - 1));
		assertThat(this.bench.out.sentOn(this.peer)).isEmpty();
		for (int from = 32; from <= 8192; from += Math.min(from, 1024)) {
			this.bench.take(this.peer, new Message.More(salt, from));
		}
		assertThat(this.bench.out.sent(Message.Symbols.class)).allMatch((it) -> it.symbols().size() <= 1024)
			.hasSize(13);
	}

	@Test
	void whatNobodyHasCannotBeAskedForAndAnExchangeIsAskedOnce() {
		long salt = begin();
		this.bench.take(this.peer, new Message.Lack(salt, List.of(1L, 2L, 3L)));
		this.bench.take(this.peer, new Message.More(salt, 32));
		assertThat(this.bench.out.sentOn(this.peer)).isEmpty();
	}

	@Test
	void aListIsNeverResumedBackwards() {
		begin();
		this.bench.take(this.peer, new Message.Resume(MemberId.MIN));
		assertThat(this.bench.out.sent(Message.Index.class)).hasSize(1);
		this.bench.take(this.peer, new Message.Resume(Bench.id(4)));
		assertThat(this.bench.out.sent(Message.Index.class)).hasSize(2);
		for (int i = 0; i < 1000; i++) {
			this.bench.take(this.peer, new Message.Resume(Bench.id(i % 5)));
		}
		assertThat(this.bench.out.sent(Message.Index.class)).hasSize(2);
	}

}
