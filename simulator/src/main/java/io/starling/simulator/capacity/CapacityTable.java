package io.starling.simulator.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.starling.simulator.capacity.Findings.Measured;

/** The findings for people: a line for each figure, a column for each size. */
final class CapacityTable {

	private final List<Findings> sizes;

	CapacityTable(List<Findings> sizes) {
		this.sizes = sizes;
	}

	/** The lines of cells, titles first. */
	List<List<String>> cells() {
		List<List<String>> lines = new ArrayList<>();
		List<String> titles = new ArrayList<>(List.of("median (min to max)"));
		this.sizes.forEach((size) -> titles.add(String.format(Locale.ROOT, "%,d members", size.members())));
		lines.add(titles);
		for (Figure figure : Figure.values()) {
			if (this.sizes.stream().anyMatch((size) -> size.of(figure).isPresent())) {
				List<String> line = new ArrayList<>(List.of(title(figure)));
				this.sizes.forEach((size) -> line.add(size.of(figure).map(CapacityTable::words).orElse("-")));
				lines.add(line);
			}
		}
		return lines;
	}

	/** What kept a measurement from its end, a line each. */
	List<String> ends() {
		return this.sizes.stream()
			.filter((size) -> !size.end().isEmpty())
			.map((size) -> String.format(Locale.ROOT, "%,d members: ended early, %s", size.members(), size.end()))
			.toList();
	}

	private static String title(Figure figure) {
		String unit = figure.unit().symbol();
		return unit.isEmpty() ? figure.title() : figure.title() + ", " + unit;
	}

	private static String words(Measured measured) {
		String median = number(measured.median());
		return (measured.sorted().size() == 1) ? median
				: median + " (" + number(measured.min()) + " to " + number(measured.max()) + ")";
	}

	private static String number(double value) {
		double size = Math.abs(value);
		String format = (size >= 100) ? "%,.0f" : (size >= 10) ? "%.1f" : (size >= 1) ? "%.2f" : "%.3f";
		return String.format(Locale.ROOT, format, value);
	}

	/** The table as text. */
	String text() {
		List<List<String>> lines = cells();
		int[] widths = new int[lines.get(0).size()];
		lines.forEach((line) -> Arrays.setAll(widths, (i) -> Math.max(widths[i], line.get(i).length())));
		StringBuilder text = new StringBuilder();
		for (List<String> line : lines) {
			for (int i = 0; i < line.size(); i++) {
				String form = (i == 0) ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s";
				text.append(String.format(Locale.ROOT, form, line.get(i)));
			}
			text.append(System.lineSeparator());
		}
		ends().forEach((end) -> text.append(end).append(System.lineSeparator()));
		return text.toString();
	}

}
