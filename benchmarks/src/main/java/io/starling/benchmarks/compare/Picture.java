package io.starling.benchmarks.compare;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.starling.benchmarks.measure.Spread;
import io.starling.simulator.chart.Drawing;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * The medians as bars, one small chart a figure, sizes side by side. The scale is
 * logarithmic: the products are orders of magnitude apart. What was not reached within
 * its limit has no bar.
 */
final class Picture {

	private static final List<Figure> SHOWN = List.of(Figure.CHANGE, Figure.CRASH, Figure.JOIN, Figure.LEAVE,
			Figure.IDLE_BYTES, Figure.IDLE_CPU);

	private static final int CHARTS_A_LINE = 3;

	private static final int CHART_WIDTH = 480;

	private static final int CHART_HEIGHT = 340;

	private static final String FONT = Font.SANS_SERIF;

	private final Results results;

	Picture(Results results) {
		this.results = results;
	}

	Drawing drawing() {
		return new Drawing(width(), height(), this::paint);
	}

	private static int width() {
		return CHARTS_A_LINE * CHART_WIDTH;
	}

	private static int height() {
		return (SHOWN.size() + CHARTS_A_LINE - 1) / CHARTS_A_LINE * CHART_HEIGHT;
	}

	private void paint(Graphics2D graphics) {
		for (int i = 0; i < SHOWN.size(); i++) {
			Graphics2D part = (Graphics2D) graphics.create();
			part.translate(i % CHARTS_A_LINE * CHART_WIDTH, i / CHARTS_A_LINE * CHART_HEIGHT);
			CategoryChart chart = chart(SHOWN.get(i));
			if (!chart.getSeriesMap().isEmpty()) {
				chart.paint(part, CHART_WIDTH, CHART_HEIGHT);
			}
			part.dispose();
		}
	}

	private CategoryChart chart(Figure figure) {
		CategoryChart chart = new CategoryChartBuilder().width(CHART_WIDTH)
			.height(CHART_HEIGHT)
			.title(figure.title())
			.xAxisTitle("members")
			.theme(ChartTheme.XChart)
			.build();
		List<Double> all = new ArrayList<>();
		List<Integer> sizes = this.results.sizes();
		for (Product product : this.results.products()) {
			List<Optional<Spread>> spreads = sizes.stream()
				.map((size) -> this.results.spread(product, size, figure))
				.toList();
			spreads.forEach((spread) -> spread.ifPresent((found) -> all.add(found.median())));
			if (spreads.stream().anyMatch(Optional::isPresent)) {
				List<Double> heights = new ArrayList<>();
				spreads.forEach((spread) -> heights.add(spread.map(Spread::median).orElse(null)));
				chart.addSeries(product.title(), sizes, heights).setFillColor(color(product));
			}
		}
		if (!all.isEmpty()) {
			style(chart.getStyler(), Spread.of(all));
		}
		return chart;
	}

	private static Color color(Product product) {
		return switch (product) {
			case STARLING -> new Color(0x2a, 0x6f, 0xb0);
			case SCALECUBE -> new Color(0xe0, 0x8a, 0x2e);
			case JGROUPS -> new Color(0x8a, 0x8f, 0x98);
		};
	}

	/** Bars begin at a power of ten below the smallest, as a logarithm has no zero. */
	private static void style(CategoryStyler styler, Spread all) {
		styler.setYAxisLogarithmic(true)
			.setYAxisMin(Math.pow(10, Math.floor(Math.log10(all.min())) - 1))
			.setYAxisMax(Math.pow(10, Math.ceil(Math.log10(all.max()) + 0.1)))
			.setYAxisDecimalPattern("#,##0.###")
			.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 11))
			.setAxisTitleFont(new Font(FONT, Font.PLAIN, 11));
		styler.setLegendPosition(LegendPosition.OutsideS)
			.setLegendLayout(LegendLayout.Horizontal)
			.setLegendFont(new Font(FONT, Font.PLAIN, 11))
			.setLegendBorderColor(Color.WHITE)
			.setChartBackgroundColor(Color.WHITE)
			.setChartTitleFont(new Font(FONT, Font.BOLD, 13));
		styler.setAvailableSpaceFill(0.7);
	}

}
