package io.starling.simulator.capacity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.starling.simulator.capacity.Findings.Measured;
import io.starling.simulator.chart.Drawing;
import io.starling.simulator.chart.LineChart;

/**
 * The findings as pictures, by the names of their files, in the order of a report:
 * medians over sizes.
 */
final class CapacityCharts {

	private final List<Findings> sizes;

	CapacityCharts(List<Findings> sizes) {
		this.sizes = sizes;
	}

	Map<String, Drawing> all() {
		Map<String, Drawing> drawings = new LinkedHashMap<>();
		add(drawings, "changes", "How fast a change spreads", "ms",
				List.of(Figure.CHANGE_HALF, Figure.CHANGE_99, Figure.CHANGE_ALL));
		add(drawings, "deaths", "How fast a death is known", "ms",
				List.of(Figure.CRASH_ALL, Figure.SUSPECT_ALL, Figure.SILENT_ALL));
		add(drawings, "life", "How a mesh forms, changes and heals", "ms",
				List.of(Figure.FORMED, Figure.JOIN_ALL, Figure.LEAVE_ALL, Figure.HEALED));
		add(drawings, "load", "What a member sends", "a second at rest, or for a change",
				List.of(Figure.REST_BYTES, Figure.REST_MESSAGES, Figure.CHANGE_BYTES, Figure.CHANGE_MESSAGES));
		add(drawings, "cost", "What the simulation takes", "s, MB", List.of(Figure.RUN_TIME, Figure.RUN_MEMORY));
		return drawings;
	}

	private void add(Map<String, Drawing> drawings, String name, String title, String unit, List<Figure> figures) {
		LineChart chart = new LineChart(title, "members", unit).logarithmicUp();
		if (this.sizes.size() > 1) {
			chart.logarithmicAcross();
		}
		boolean any = false;
		for (Figure figure : figures) {
			List<Integer> across = new ArrayList<>();
			List<Double> up = new ArrayList<>();
			for (Findings size : this.sizes) {
				size.of(figure).map(Measured::median).filter((median) -> median > 0).ifPresent((median) -> {
					across.add(size.members());
					up.add(median);
				});
			}
			if (!across.isEmpty()) {
				chart.line(figure.title(), across, up);
				any = true;
			}
		}
		if (any) {
			drawings.put(name, chart.drawing());
		}
	}

}
