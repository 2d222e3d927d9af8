package io.starling.simulator.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.starling.simulator.chart.Drawing;
import io.starling.simulator.chart.LineChart;

/** The pictures of the page about theory, by the names of their files. */
final class TheoryCharts {

	private final TheoryStudy study;

	TheoryCharts(TheoryStudy study) {
		this.study = study;
	}

	NavigableMap<String, Drawing> all() {
		NavigableMap<String, Drawing> drawings = new TreeMap<>();
		drawings.put("rounds", rounds());
		drawings.put("growth", growth());
		drawings.put("distribution", distribution());
		drawings.put("troubles", troubles());
		drawings.put("sends", sends());
		return drawings;
	}

	private Drawing rounds() {
		LineChart chart = new LineChart("Rounds until all know", "members", "rounds").logarithmicAcross().fromZero();
		List<Integer> sizes = this.study.sizes();
		for (RoundModel model : RoundModel.values()) {
			chart.line(model.title(), sizes, this.study.samples(model).stream().map(RoundsSample::meanRounds).toList());
		}
		chart.line("the overlay's hops", sizes,
				this.study.overlays()
					.stream()
					.map((courses) -> courses.stream().mapToInt(OverlayCourse::hops).average().orElseThrow())
					.toList());
		chart.formula("log2 n + ln n", sizes, sizes.stream().map(TheoryPage::pittel).toList());
		chart.formula("log3 n", sizes, sizes.stream().map(TheoryPage::karp).toList());
		return chart.drawing();
	}

	private Drawing sends() {
		LineChart chart = new LineChart("How often a member sends a rumor until all know", "members", "sends")
			.logarithmicAcross()
			.fromZero();
		List<Integer> sizes = this.study.sizes();
		for (RoundModel model : RoundModel.values()) {
			chart.line(model.title(), sizes, this.study.samples(model).stream().map(RoundsSample::meanSends).toList());
		}
		chart.line("overlay", sizes,
				this.study.overlays()
					.stream()
					.map((courses) -> courses.stream().mapToDouble(OverlayCourse::sends).average().orElseThrow())
					.toList());
		return chart.drawing();
	}

	private Drawing distribution() {
		LineChart chart = new LineChart("Rounds among " + TheoryStudy.EXACT + " members: drawn, and computed (broken)",
				"rounds", "% of the rumors");
		for (RoundModel model : RoundModel.values()) {
			NavigableMap<Integer, Double> drawn = this.study.sample(model, TheoryStudy.EXACT, Troubles.NONE)
				.distribution();
			chart.line(model.title(), List.copyOf(drawn.keySet()), percent(List.copyOf(drawn.values())));
		}
		for (RoundModel model : RoundModel.values()) {
			List<Double> exact = new ExactRounds(model, TheoryStudy.EXACT).distribution();
			List<Integer> rounds = new ArrayList<>();
			List<Double> shares = new ArrayList<>();
			for (int i = 0; i < exact.size(); i++) {
				if (exact.get(i) > 1e-4) {
					rounds.add(i);
					shares.add(exact.get(i));
				}
			}
			chart.formula(model.title() + ", exact", rounds, percent(shares));
		}
		return chart.drawing();
	}

	private static List<Double> percent(List<Double> shares) {
		return shares.stream().map((share) -> 100 * share).toList();
	}

	private Drawing growth() {
		LineChart chart = new LineChart("Who knows, round by round, one rumor among " + TheoryStudy.TYPICAL, "rounds",
				"members that know");
		for (RoundModel model : RoundModel.values()) {
			List<Integer> known = this.study.sample(model, TheoryStudy.TYPICAL, Troubles.NONE).courses().get(0).known();
			List<Integer> rounds = new ArrayList<>();
			for (int i = 0; i < known.size(); i++) {
				rounds.add(i);
			}
			chart.line(model.title(), rounds, known);
		}
		return chart.drawing();
	}

	private Drawing troubles() {
		LineChart chart = new LineChart("Rounds among " + TheoryStudy.TYPICAL + " members when things go wrong",
				"% of the messages lost, or of the members failed", "rounds")
			.fromZero();
		List<Double> across = percent(TheoryStudy.SHARES);
		for (RoundModel model : List.of(RoundModel.PUSH, RoundModel.PUSH_PULL)) {
			chart.line(model.title() + ", lost", across,
					TheoryStudy.SHARES.stream().map((share) -> rounds(model, new Troubles(0, share))).toList());
			chart.line(model.title() + ", failed", across,
					TheoryStudy.SHARES.stream().map((share) -> rounds(model, new Troubles(share, 0))).toList());
		}
		return chart.drawing();
	}

	private double rounds(RoundModel model, Troubles troubles) {
		return this.study.sample(model, TheoryStudy.TYPICAL, troubles).meanRounds();
	}

}
