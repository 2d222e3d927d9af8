package io.starling.demo.console;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import io.starling.demo.calls.Call;
import io.starling.demo.calls.CallsRow;
import io.starling.demo.calls.Outcome;
import io.starling.mesh.model.Liveness;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallBookTest {

	private final FakeMesh mesh = new FakeMesh().instance(1, "storefront", "storefront-1", "UP")
		.instance(2, "storefront", "storefront-2", "UP");

	private final CallBook book = new CallBook();

	@Test
	void addsUpWhatTheStorefrontsSay() {
		this.mesh.calls(1, row("storefront-1", 5, 1, 0, 4, 5, 6).toColumns());
		this.mesh.calls(2, row("storefront-2", 10, 0, 2, 12).toColumns());
		CallNews news = this.book.read(this.mesh.snapshot()).orElseThrow();
		assertThat(news).extracting(CallNews::ok, CallNews::retried, CallNews::failed).containsExactly(15L, 1L, 2L);
		assertThat(news.calls()).hasSize(4);
	}

	@Test
	void tellsEachCallOnce() {
		this.mesh.calls(1, row("storefront-1", 3, 0, 0, 1, 2, 3).toColumns());
		assertThat(this.book.read(this.mesh.snapshot())).isPresent();
		assertThat(this.book.read(this.mesh.snapshot())).isEmpty();
		this.mesh.calls(1, row("storefront-1", 5, 0, 0, 2, 3, 4, 5).toColumns());
		assertThat(this.book.read(this.mesh.snapshot()).orElseThrow().calls()).extracting(CallInfo::number)
			.containsExactly(4L, 5L);
	}

	@Test
	void keepsWhatADeadStorefrontDid() {
		this.mesh.calls(1, row("storefront-1", 3, 0, 0, 1).toColumns());
		this.book.read(this.mesh.snapshot());
		this.mesh.liveness(1, Liveness.DEAD, "refused").calls(2, row("storefront-2", 1, 0, 0, 1).toColumns());
		assertThat(this.book.read(this.mesh.snapshot()).orElseThrow().ok()).isEqualTo(4);
	}

	@Test
	void remembersTroublesLongerThanSuccesses() {
		Call failed = new Call(1, Instant.EPOCH, "pricing", "", 2, Outcome.FAILED, "nobody there");
		this.mesh.calls(1, new CallsRow("storefront-1", 0, 0, 1, List.of(failed)).toColumns());
		this.book.read(this.mesh.snapshot());
		for (long number = 2; number < 1000; number += 20) {
			long[] numbers = LongStream.range(number, number + 20).toArray();
			this.mesh.calls(1, row("storefront-1", number, 0, 1, numbers).toColumns());
			this.book.read(this.mesh.snapshot());
		}
		assertThat(this.book.recent().calls()).hasSize(900).extracting(CallInfo::number).doesNotContain(1L);
		assertThat(this.book.troubles()).singleElement().extracting(CallInfo::reason).isEqualTo("nobody there");
	}

	private static CallsRow row(String by, long ok, long retried, long failed, long... numbers) {
		return new CallsRow(by, ok, retried, failed,
				LongStream.of(numbers)
					.mapToObj((number) -> new Call(number, Instant.ofEpochMilli(number), "pricing", "pricing-1", 3,
							Outcome.OK, ""))
					.toList());
	}

}
