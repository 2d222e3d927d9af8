package io.starling.demo.calls;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.starling.mesh.model.Columns;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallsRowTest {

	private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

	@Test
	void comesOutOfTheMeshAsItWentIn() throws Exception {
		CallsRow row = new CallsRow("storefront-1", 10, 2, 1,
				List.of(new Call(12, AT, "inventory", "inventory-1", 4, Outcome.RETRIED, "inventory-2 refused"),
						new Call(13, AT, "pricing", "", 1, Outcome.FAILED, "nobody there")));
		assertThat(CallsRow.of(Columns.decode(row.toColumns().encode()))).isEqualTo(row);
	}

	@Test
	void shortensLongReasons() {
		CallsRow row = new CallsRow("s", 0, 0, 1,
				List.of(new Call(1, AT, "x", "", 1, Outcome.FAILED, "y".repeat(999))));
		assertThat(CallsRow.of(row.toColumns()).recent().get(0).reason()).hasSize(160);
	}

	@Test
	void aFullRowFitsWellBelowTheMeshsLimit() {
		Call call = new Call(1, AT, "inventory", "inventory-1", 4, Outcome.RETRIED, "y".repeat(160));
		CallsRow row = new CallsRow("storefront-1", 1, 1, 1, java.util.Collections.nCopies(CallsRow.RECENT, call));
		assertThat(row.toColumns().encode().size()).isLessThan(8 * 1024);
	}

	@Test
	void takesWhatAnotherVersionWroteForEmpty() {
		CallsRow row = CallsRow.of(Columns.of(Map.of("ok", "many", "recent", List.of("x", Map.of("n", 1)))));
		assertThat(row.ok()).isZero();
		assertThat(row.recent()).singleElement()
			.satisfies((call) -> assertThat(call.outcome()).isEqualTo(Outcome.FAILED));
	}

}
