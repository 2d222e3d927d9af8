package io.starling.simulator.capacity;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

import io.starling.simulator.chart.Drawing;
import io.starling.simulator.chart.Template;

/** The findings as one page that needs nothing else. */
final class CapacityReport {

	private final List<Findings> sizes;

	private final String command;

	/**
	 * Prepares a report.
	 * @param sizes the findings
	 * @param command the command line that leads to them again
	 */
	CapacityReport(List<Findings> sizes, String command) {
		this.sizes = sizes;
		this.command = command;
	}

	String html() throws IOException {
		CapacityTable table = new CapacityTable(this.sizes);
		StringBuilder charts = new StringBuilder();
		for (Drawing drawing : new CapacityCharts(this.sizes).all().values()) {
			charts.append("<figure>").append(drawing.toSvg()).append("</figure>\n");
		}
		String ends = table.ends()
			.stream()
			.map((end) -> "<p class=\"end\">" + escape(end) + "</p>\n")
			.collect(Collectors.joining());
		return Template.read(CapacityReport.class, "report.html")
			.fill("command", escape(this.command))
			.fill("ends", ends)
			.fill("table", table(table.cells()))
			.fill("charts", charts)
			.text();
	}

	private static String table(List<List<String>> lines) {
		StringBuilder html = new StringBuilder("<table>\n");
		for (int i = 0; i < lines.size(); i++) {
			String tag = (i == 0) ? "th" : "td";
			html.append(lines.get(i)
				.stream()
				.map((cell) -> "<" + tag + ">" + escape(cell) + "</" + tag + ">")
				.collect(Collectors.joining("", "<tr>", "</tr>\n")));
		}
		return html.append("</table>").toString();
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
