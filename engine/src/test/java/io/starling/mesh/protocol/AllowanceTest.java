package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AllowanceTest {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Allowance allowance = new Allowance();

	private Instant now = Instant.EPOCH;

	private boolean take(int owner, int key) {
		return this.allowance.take(new RowId("t", Bench.id(owner), "k" + key), 100, this.now);
	}

	private void takeBurst(int owner) {
		for (int i = 0; i < Allowance.BURST; i++) {
			assertThat(take(owner, i)).isTrue();
		}
	}

	@Test
	void aBurstLeavesAtOnceAndTheRestAtItsPace() {
		takeBurst(1);
		for (int i = 0; i < 300; i++) {
			assertThat(take(1, i)).isFalse();
		}
		assertThat(this.allowance.isWaiting()).isTrue();
		assertThat(this.allowance.release((row) -> 0, this.now)).isEmpty();
		this.now = this.now.plus(SECOND.dividedBy(2));
		assertThat(this.allowance.release((row) -> 0, this.now)).hasSize(Allowance.PER_SECOND / 2);
		this.now = this.now.plus(SECOND);
		assertThat(this.allowance.release((row) -> 0, this.now)).hasSize(300 - Allowance.PER_SECOND / 2);
		assertThat(this.allowance.isWaiting()).isFalse();
	}

	@Test
	void whatWaitsGoesOutOnceHoweverOftenItHasChanged() {
		takeBurst(1);
		for (int i = 0; i < 1000; i++) {
			take(1, i % 3);
		}
		this.now = this.now.plus(SECOND);
		assertThat(this.allowance.release((row) -> 0, this.now)).extracting(RowId::key)
			.containsExactly("k0", "k1", "k2");
	}

	@Test
	void nothingOvertakesWhatWaits() {
		takeBurst(1);
		assertThat(take(1, 1000)).isFalse();
		this.now = this.now.plus(SECOND);
		assertThat(take(1, 1001)).isFalse();
		assertThat(this.allowance.release((row) -> 0, this.now)).extracting(RowId::key)
			.containsExactly("k1000", "k1001");
		assertThat(take(1, 1002)).isTrue();
	}

	@Test
	void oneOwnersFloodDelaysOnlyItsOwn() {
		takeBurst(1);
		assertThat(take(1, 0)).isFalse();
		takeBurst(2);
		assertThat(take(1, 0)).isFalse();
	}

	@Test
	void aLargeRowCountsForSeveral() {
		RowId large = new RowId("t", Bench.id(1), "large");
		int each = 1 + 16 * 1024 / Allowance.BYTES_PER_TOKEN;
		int taken = 0;
		while (this.allowance.take(large, 16 * 1024, this.now)) {
			taken++;
		}
		// The last one is given for less.
		assertThat(taken).isEqualTo((Allowance.BURST + each - 1) / each);
	}

	@Test
	void aFloodOverALinkIsThinnedToTheNewestAndOthersAreNotHeldUp() {
		Bench bench = new Bench();
		ConnectionId one = bench.join(1);
		ConnectionId two = bench.join(2);
		ConnectionId three = bench.join(3);
		bench.out.forget();
		long version = 0;
		for (int tick = 0; tick < 30; tick++) {
			// A thousand changes a second: 105 with each tick and its settling.
			for (int i = 0; i < 105; i++) {
				version++;
				bench.receive(one, flooding(version));
				bench.now = bench.now.minusMillis(5);
			}
			bench.receive(two, Bench.rumor(Bench.row(2, "calm", tick + 1)));
			bench.pass(Duration.ofMillis(95), one, two, three);
			assertThat(bench.out.rumorsOn(three)).contains(Bench.rumor(Bench.row(2, "calm", tick + 1)));
		}
		long passedOn = bench.out.rumorsOn(three).stream().filter((it) -> isOf(it, Bench.id(1))).count();
		assertThat(passedOn).isBetween(200L, 256L + 4 * 256);
		bench.pass(SECOND, one, two, three);
		Row last = ((Rumor.OfRow) flooding(version)).row();
		assertThat(bench.out.rumorsOn(three)).contains(Bench.rumor(last));
	}

	private static Rumor flooding(long version) {
		return Bench.rumor(Bench.row(1, "hot-" + version % 500, version));
	}

	private static boolean isOf(Rumor rumor, MemberId owner) {
		return rumor instanceof Rumor.OfRow it && it.row().id().owner().equals(owner);
	}

	@Test
	void aFullBucketIsForgottenAndNothingIsReleasedFromIt() {
		assertThat(take(1, 0)).isTrue();
		this.now = this.now.plus(SECOND);
		assertThat(this.allowance.release((row) -> 0, this.now)).isEqualTo(List.of());
		takeBurst(1);
		assertThat(take(1, 0)).isFalse();
	}

	@Test
	void whatHasWaitedWeighsWhenItLeavesWhatItWeighsByThen() {
		takeBurst(1);
		for (int i = 0; i < 200; i++) {
			take(1, i);
		}
		this.now = this.now.plus(SECOND.dividedBy(2));
		int large = 3 * Allowance.BYTES_PER_TOKEN;
		assertThat(this.allowance.release((row) -> large, this.now)).hasSize(Allowance.PER_SECOND / 2 / 4);
	}

}
