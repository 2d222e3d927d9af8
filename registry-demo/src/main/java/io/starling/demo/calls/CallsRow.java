package io.starling.demo.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.starling.mesh.model.Columns;

/**
 * What one storefront instance says of its calls: the totals, and the latest ones in full
 * as far as they fit. It is the state of the instance's row in the table {@value #TABLE}.
 *
 * @param by the name of the storefront instance
 * @param ok how many calls the first instance tried answered
 * @param retried how many the second one answered
 * @param failed how many nobody answered
 * @param recent the latest calls, oldest first
 */
public record CallsRow(String by, long ok, long retried, long failed, List<Call> recent) {

	/** The table that these rows are in. */
	public static final String TABLE = "calls";

	/** How many calls a row carries in full: a few seconds' worth. */
	public static final int RECENT = 24;

	private static final int REASON_LENGTH = 160;

	/**
	 * Copies the calls.
	 */
	public CallsRow {
		recent = List.copyOf(recent);
	}

	/**
	 * Returns what goes into the mesh.
	 * @return the columns
	 */
	public Columns toColumns() {
		return Columns.of(Map.of("by", this.by, "ok", this.ok, "retried", this.retried, "failed", this.failed, "recent",
				this.recent.stream().map(CallsRow::toMap).toList()));
	}

	/**
	 * Reads what came out of the mesh. Whatever is missing or of another type counts as
	 * empty: the row's owner may run another version of the demo.
	 * @param columns the columns
	 * @return the row
	 */
	public static CallsRow of(Columns columns) {
		List<Call> recent = new ArrayList<>();
		for (Object item : columns.get("recent", List.class).orElse(List.of())) {
			if (item instanceof Columns call && recent.size() < RECENT) {
				recent.add(toCall(call));
			}
		}
		return new CallsRow(columns.text("by"), columns.number("ok"), columns.number("retried"),
				columns.number("failed"), recent);
	}

	private static Map<String, Object> toMap(Call call) {
		String reason = call.reason();
		return Map.of("n", call.number(), "at", call.at(), "service", call.service(), "by", call.by(), "ms",
				call.millis(), "outcome", call.outcome().name(), "reason",
				(reason.length() > REASON_LENGTH) ? reason.substring(0, REASON_LENGTH) : reason);
	}

	private static Call toCall(Columns columns) {
		Outcome outcome = switch (columns.text("outcome")) {
			case "OK" -> Outcome.OK;
			case "RETRIED" -> Outcome.RETRIED;
			default -> Outcome.FAILED;
		};
		return new Call(columns.number("n"), columns.get("at", Instant.class).orElse(Instant.EPOCH),
				columns.text("service"), columns.text("by"), columns.number("ms"), outcome, columns.text("reason"));
	}

}
