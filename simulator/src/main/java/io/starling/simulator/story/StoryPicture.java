package io.starling.simulator.story;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.starling.simulator.chart.Drawing;
import io.starling.simulator.options.Span;

/**
 * A story as a picture: a lane for each host, in the colour of what it knows, and a line
 * from whoever told it.
 */
public final class StoryPicture {

	private static final int WIDTH = 1100;

	private static final int LANE = 24;

	private static final int BAR = 10;

	private static final int LEFT = 60;

	private static final int RIGHT = 50;

	private static final int TOP = 50;

	private static final int BOTTOM = 40;

	private static final int TICKS = 6;

	/** Versions of a row follow each other in these. */
	private static final List<Color> VERSIONS = List.of(new Color(0x2a, 0x6f, 0xb0), new Color(0x6a, 0x4f, 0xb0),
			new Color(0x3a, 0x9d, 0x5d), new Color(0xb0, 0x3a, 0x6f));

	private final Story story;

	private final List<Entry> entries;

	private final List<String> lanes;

	private final double start;

	private final double end;

	/**
	 * Prepares the picture.
	 * @param story what happened
	 * @param span the time to show
	 */
	public StoryPicture(Story story, Span span) {
		this.story = story;
		this.entries = story.entries().stream().filter((entry) -> span.contains(entry.at())).toList();
		this.lanes = this.entries.stream()
			.map(Entry::host)
			.distinct()
			.sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
			.toList();
		double first = this.entries.isEmpty() ? 0 : seconds(this.entries.get(0).at());
		double last = this.entries.isEmpty() ? 1 : seconds(this.entries.get(this.entries.size() - 1).at());
		double margin = Math.max(1e-4, (last - first) * 0.03);
		this.start = first - margin;
		this.end = last + margin;
	}

	private static double seconds(Duration time) {
		return time.toNanos() / 1e9;
	}

	/**
	 * Returns the picture.
	 * @return the drawing, one lane high for each host
	 */
	public Drawing drawing() {
		return new Drawing(WIDTH, TOP + BOTTOM + LANE * Math.max(1, this.lanes.size()), this::paint);
	}

	private void paint(Graphics2D graphics) {
		graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
		graphics.setColor(Color.BLACK);
		graphics.drawString("The " + this.story.subject(), LEFT, TOP / 2);
		graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
		ticks(graphics);
		for (String lane : this.lanes) {
			graphics.setColor(Color.DARK_GRAY);
			graphics.drawString(lane, LEFT / 4, (int) y(lane) + 4);
		}
		ways(graphics);
		bars(graphics);
	}

	private void ticks(Graphics2D graphics) {
		int bottom = TOP + LANE * this.lanes.size();
		for (int i = 0; i <= TICKS; i++) {
			double time = this.start + (this.end - this.start) * i / TICKS;
			graphics.setColor(new Color(0xe4, 0xe4, 0xe4));
			graphics.draw(new Line2D.Double(x(time), TOP - 8, x(time), bottom));
			graphics.setColor(Color.DARK_GRAY);
			graphics.drawString(String.format(Locale.ROOT, "%.4f s", time), (float) x(time) - 26, bottom + 18);
		}
	}

	/** From whom each host heard: a line from where the teller knew to where it did. */
	private void ways(Graphics2D graphics) {
		graphics.setStroke(new BasicStroke(0.8f));
		graphics.setColor(new Color(0x70, 0x70, 0x70));
		Map<String, Double> knownSince = new TreeMap<>();
		for (Entry entry : this.entries) {
			if (entry.mark().isEmpty()) {
				continue;
			}
			Double since = (entry.from() != null) ? knownSince.get(entry.from()) : null;
			if (since != null && entry.from() != null) {
				graphics.draw(new Line2D.Double(x(since), y(entry.from()), x(seconds(entry.at())), y(entry.host())));
			}
			knownSince.put(entry.host(), seconds(entry.at()));
		}
	}

	private void bars(Graphics2D graphics) {
		for (String lane : this.lanes) {
			List<Entry> marks = new ArrayList<>(
					this.entries.stream().filter((it) -> it.host().equals(lane) && !it.mark().isEmpty()).toList());
			for (int i = 0; i < marks.size(); i++) {
				double from = x(seconds(marks.get(i).at()));
				double to = (i + 1 < marks.size()) ? x(seconds(marks.get(i + 1).at())) : WIDTH - RIGHT;
				String mark = marks.get(i).mark();
				graphics.setColor(color(mark));
				graphics.fill(new Rectangle2D.Double(from, y(lane) - BAR / 2.0, Math.max(1, to - from), BAR));
				if (to - from > 8 * mark.length()) {
					graphics.setColor(Color.WHITE);
					graphics.drawString(mark, (float) from + 3, (float) y(lane) + 4);
				}
			}
		}
	}

	private static Color color(String mark) {
		return switch (mark) {
			case "ALIVE" -> new Color(0x3a, 0x9d, 0x5d);
			case "SUSPECT" -> new Color(0xe0, 0x8a, 0x2e);
			case "DEAD" -> new Color(0xb0, 0x30, 0x30);
			case "LEFT" -> new Color(0x8a, 0x8f, 0x98);
			case "-" -> new Color(0xc8, 0xcc, 0xd2);
			default -> VERSIONS.get(Math.floorMod(mark.hashCode(), VERSIONS.size()));
		};
	}

	private double x(double time) {
		return LEFT + (WIDTH - LEFT - RIGHT) * (time - this.start) / (this.end - this.start);
	}

	private double y(String lane) {
		int index = this.lanes.indexOf(lane);
		return TOP + LANE * (Math.max(0, index) + 0.5);
	}

}
