package io.starling.simulator.capacity;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** The findings for programs. */
final class CapacityExport {

	private final List<Line> lines = new ArrayList<>();

	CapacityExport(List<Findings> sizes) {
		for (Findings size : sizes) {
			for (Figure figure : Figure.values()) {
				size.of(figure)
					.ifPresent((found) -> this.lines.add(new Line(size.members(),
							figure.name().toLowerCase(java.util.Locale.ROOT), figure.title(), figure.unit().symbol(),
							found.sorted().size(), found.median(), found.min(), found.max(), size.end())));
			}
		}
	}

	String json() {
		return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(this.lines);
	}

	String csv() {
		CsvMapper mapper = new CsvMapper();
		CsvSchema schema = mapper.schemaFor(Line.class).withHeader();
		return mapper.writer(schema).writeValueAsString(this.lines);
	}

	/**
	 * One figure of one size.
	 *
	 * @param members how many members
	 * @param figure what was measured, a name that stays
	 * @param title what was measured, in words
	 * @param unit its unit
	 * @param count how many values there are
	 * @param median the one in the middle
	 * @param min the least
	 * @param max the greatest
	 * @param end why the measurement of this size ended early; empty if it did not
	 */
	record Line(int members, String figure, String title, String unit, int count, double median, double min, double max,
			String end) {
	}

}
