package io.starling.benchmarks.compare;

import java.util.List;
import java.util.stream.Collectors;

import io.starling.benchmarks.measure.Spread;

/**
 * Results as Markdown that also reads well as plain text: one table a size, one line a
 * figure, one column a product.
 */
final class ComparisonTable {

	private final Results results;

	ComparisonTable(Results results) {
		this.results = results;
	}

	/** Returns all tables. */
	String text() {
		return this.results.sizes().stream().map(this::table).collect(Collectors.joining("\n"));
	}

	private String table(int members) {
		List<Product> products = this.results.products();
		StringBuilder text = new StringBuilder("## " + members + " members\n\n| median (min to max)");
		products.forEach((product) -> text.append(" | ").append(product.title()).append(' ').append(product.version()));
		text.append(" |\n|---").append("|---".repeat(products.size())).append("|\n");
		for (Figure figure : Figure.values()) {
			text.append("| ").append(figure.title());
			products.forEach((product) -> text.append(" | ").append(cell(product, members, figure)));
			text.append(" |\n");
		}
		return text.toString();
	}

	private String cell(Product product, int members, Figure figure) {
		List<Sample> samples = this.results.of(product, members, figure);
		if (samples.isEmpty()) {
			return "not measured";
		}
		List<Sample> missed = samples.stream().filter((sample) -> !sample.reached()).toList();
		if (!missed.isEmpty()) {
			return "not within " + Spread.shortly(missed.get(0).value()) + " " + figure.unit() + ", " + missed.size()
					+ " of " + samples.size();
		}
		String spread = this.results.spread(product, members, figure).orElseThrow().toString();
		return this.results.ratio(product, members, figure)
			.stream()
			.mapToObj((ratio) -> spread + ", " + Spread.shortly(ratio) + " times")
			.findFirst()
			.orElse(spread);
	}

}
