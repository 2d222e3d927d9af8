package io.starling.simulator.theory;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table of a Markdown page. Not thread-safe. */
final class MarkdownTable {

	private final StringBuilder text = new StringBuilder();

	MarkdownTable(String... titles) {
		row((Object[]) titles);
		this.text.append("|").append("---|".repeat(titles.length)).append('\n');
	}

	/** Adds a row; numbers are written with three digits that count, or as they are. */
	MarkdownTable row(Object... cells) {
		this.text
			.append(Arrays.stream(cells).map(MarkdownTable::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
		return this;
	}

	private static String cell(Object value) {
		if (value instanceof Double number) {
			return number(number);
		}
		return (value instanceof Integer number) ? String.format(Locale.ROOT, "%,d", number) : value.toString();
	}

	static String number(double value) {
		double size = Math.abs(value);
		String format = (size >= 100) ? "%.0f"
				: (size >= 10) ? "%.1f" : (size >= 1) ? "%.2f" : (size >= 0.1) ? "%.3f" : "%.4f";
		return String.format(Locale.ROOT, format, value);
	}

	@Override
	public String toString() {
		return this.text.toString().stripTrailing();
	}

}
