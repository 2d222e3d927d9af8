package io.starling.simulator.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines over one axis, in the one style that all of them have here. Not thread-safe.
 */
public final class LineChart {

	/** Told apart without colours, too, by their order in the legend. */
	private static final List<Color> COLORS = List.of(new Color(0x2a, 0x6f, 0xb0), new Color(0xe0, 0x8a, 0x2e),
			new Color(0x3a, 0x9d, 0x5d), new Color(0xb0, 0x3a, 0x6f), new Color(0x8a, 0x8f, 0x98),
			new Color(0x6a, 0x4f, 0xb0));

	private static final String FONT = Font.SANS_SERIF;

	private static final int WIDTH = 720;

	private static final int HEIGHT = 420;

	private static final int LETTERS_IN_A_LINE = 70;

	private static final int LEGEND_LINE = 18;

	private final XYChart chart;

	private final List<Color> colors = new ArrayList<>(COLORS);

	/**
	 * Creates a chart without lines.
	 * @param title what it shows
	 * @param across what the axis from left to right means, with its unit
	 * @param up what the axis from below means, with its unit
	 */
	public LineChart(String title, String across, String up) {
		this.chart = new XYChartBuilder().width(WIDTH)
			.height(HEIGHT)
			.title(title)
			.xAxisTitle(across)
			.yAxisTitle(up)
			.theme(ChartTheme.XChart)
			.build();
		style(this.chart.getStyler());
	}

	private static void style(XYStyler styler) {
		styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 11)).setAxisTitleFont(new Font(FONT, Font.PLAIN, 12));
		styler.setLegendPosition(LegendPosition.OutsideS)
			.setLegendFont(new Font(FONT, Font.PLAIN, 11))
			.setLegendBorderColor(Color.WHITE)
			.setChartBackgroundColor(Color.WHITE)
			.setChartTitleFont(new Font(FONT, Font.BOLD, 13));
	}

	/**
	 * Gives the axis from left to right the scale of a logarithm.
	 * @return this
	 */
	public LineChart logarithmicAcross() {
		this.chart.getStyler().setXAxisLogarithmic(true);
		return this;
	}

	/**
	 * Gives the axis from below the scale of a logarithm.
	 * @return this
	 */
	public LineChart logarithmicUp() {
		this.chart.getStyler().setYAxisLogarithmic(true);
		return this;
	}

	/**
	 * Begins the axis from below at zero.
	 * @return this
	 */
	public LineChart fromZero() {
		this.chart.getStyler().setYAxisMin(0.0);
		return this;
	}

	/**
	 * Adds a line with a mark at each point, as for what was measured.
	 * @param name what the line shows
	 * @param across where the points are
	 * @param up how high they are
	 * @return this
	 */
	public LineChart line(String name, List<? extends Number> across, List<? extends Number> up) {
		XYSeries series = add(name, across, up);
		series.setMarker(SeriesMarkers.CIRCLE).setLineStyle(SeriesLines.SOLID);
		return this;
	}

	/**
	 * Adds a broken line without marks, as for what a formula says.
	 * @param name what the line shows
	 * @param across where the points are
	 * @param up how high they are
	 * @return this
	 */
	public LineChart formula(String name, List<? extends Number> across, List<? extends Number> up) {
		XYSeries series = add(name, across, up);
		series.setMarker(SeriesMarkers.NONE)
			.setLineStyle(
					new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] { 4, 4 }, 0));
		return this;
	}

	private XYSeries add(String name, List<? extends Number> across, List<? extends Number> up) {
		XYSeries series = this.chart.addSeries(name, across, up);
		Color color = this.colors.isEmpty() ? Color.BLACK : this.colors.remove(0);
		series.setMarkerColor(color);
		series.setLineColor(color);
		series.setLineWidth(1.6f);
		return series;
	}

	/**
	 * Returns the finished chart.
	 * @return the drawing
	 */
	public Drawing drawing() {
		Collection<XYSeries> lines = this.chart.getSeriesMap().values();
		int letters = lines.stream().mapToInt((line) -> line.getName().length()).sum();
		boolean oneLine = letters <= LETTERS_IN_A_LINE;
		XYStyler styler = this.chart.getStyler();
		styler.setLegendLayout(oneLine ? LegendLayout.Horizontal : LegendLayout.Vertical);
		if (styler.isYAxisLogarithmic() && !lines.isEmpty()) {
			// To the next powers of ten, which are the ones with numbers beside them.
			double least = lines.stream().mapToDouble(XYSeries::getYMin).min().orElse(1);
			double most = lines.stream().mapToDouble(XYSeries::getYMax).max().orElse(1);
			styler.setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
			styler.setYAxisMax(Math.pow(10, Math.ceil(Math.log10(most) + 0.01)));
		}
		int height = HEIGHT + (oneLine ? 0 : LEGEND_LINE * lines.size());
		return new Drawing(WIDTH, height, (graphics) -> this.chart.paint(graphics, WIDTH, height));
	}

}
