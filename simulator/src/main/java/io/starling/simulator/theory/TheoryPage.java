package io.starling.simulator.theory;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.starling.simulator.chart.Template;
import io.starling.simulator.theory.Mongering.Outcome;

/** The page about theory: a text with gaps, and the tables that fill them. */
final class TheoryPage {

	/** What the talk of 2005 gives as the base of the logarithm, "experimental". */
	private static final double TALK = 1.585;

	private static final int MOST_FAN_OUT = 6;

	private final TheoryStudy study;

	TheoryPage(TheoryStudy study) {
		this.study = study;
	}

	/** Push: Pittel 1987, without the constant. */
	static double pittel(int members) {
		return Math.log(members) / Math.log(2) + Math.log(members);
	}

	/** Push-pull: Karp and others 2000, without what is of lower order. */
	static double karp(int members) {
		return Math.log(members) / Math.log(3);
	}

	String text() throws IOException {
		return Template.read(TheoryPage.class, "theory.md")
			.fill("rounds", rounds())
			.fill("exactly", exactly())
			.fill("bases", bases())
			.fill("talk", talk())
			.fill("troubles", troubles())
			.fill("counters", counters())
			.fill("coins", coins())
			.fill("infect", infect())
			.fill("overlay", overlay())
			.fill("typical", TheoryStudy.TYPICAL)
			.fill("exact", TheoryStudy.EXACT)
			.text();
	}

	private MarkdownTable rounds() {
		MarkdownTable table = new MarkdownTable("members", "push", "log2 n + ln n", "pull", "push-pull", "log3 n",
				"overlay, hops");
		List<Integer> sizes = this.study.sizes();
		for (int i = 0; i < sizes.size(); i++) {
			table.row(sizes.get(i), spread(RoundModel.PUSH, i), pittel(sizes.get(i)), spread(RoundModel.PULL, i),
					spread(RoundModel.PUSH_PULL, i), karp(sizes.get(i)), hops(i));
		}
		return table;
	}

	private String spread(RoundModel model, int size) {
		RoundsSample sample = this.study.samples(model).get(size);
		return MarkdownTable.number(sample.meanRounds()) + " ± " + MarkdownTable.number(sample.deviation());
	}

	private double hops(int size) {
		return mean(this.study.overlays().get(size), OverlayCourse::hops);
	}

	private static <T> double mean(List<T> of, ToDoubleFunction<T> figure) {
		return of.stream().mapToDouble(figure).average().orElseThrow();
	}

	private MarkdownTable bases() {
		MarkdownTable table = new MarkdownTable("model", "rounds for each ln n", "base fitted", "in theory",
				"base without offset at n = 10", "100", "1,000");
		for (RoundModel model : RoundModel.values()) {
			LogFit fit = this.study.fit(model);
			table.row(model.title(), fit.slope(), fit.base(), baseInTheory(model), base(model, 10), base(model, 100),
					base(model, 1000));
		}
		return table;
	}

	private static double baseInTheory(RoundModel model) {
		return switch (model) {
			case PUSH -> Math.exp(1 / (1 / Math.log(2) + 1));
			case PULL -> 2;
			case PUSH_PULL -> 3;
		};
	}

	private double base(RoundModel model, int size) {
		double rounds = (size <= TheoryStudy.EXACT) ? new ExactRounds(model, size).expectation()
				: this.study.sample(model, size, Troubles.NONE).meanRounds();
		return LogFit.baseWithoutOffset(size, rounds);
	}

	private String talk() {
		int size = this.study.sizeWithBase(RoundModel.PULL, TALK);
		double rounds = new ExactRounds(RoundModel.PULL, size).expectation();
		return String.format(Locale.ROOT,
				"among **%d** members its exact expectation is %.3f rounds, and %d^(1/%.3f) = %.4f", size, rounds, size,
				rounds, LogFit.baseWithoutOffset(size, rounds));
	}

	private MarkdownTable troubles() {
		MarkdownTable table = new MarkdownTable("share", "push, lost", "base", "push, failed", "base",
				"push-pull, lost", "base", "push-pull, failed", "base");
		for (double share : TheoryStudy.SHARES) {
			Troubles lost = new Troubles(0, share);
			Troubles failed = new Troubles(share, 0);
			table.row(Math.round(100 * share) + " %", rounds(RoundModel.PUSH, lost), fitted(RoundModel.PUSH, lost),
					rounds(RoundModel.PUSH, failed), fitted(RoundModel.PUSH, failed),
					rounds(RoundModel.PUSH_PULL, lost), fitted(RoundModel.PUSH_PULL, lost),
					rounds(RoundModel.PUSH_PULL, failed), fitted(RoundModel.PUSH_PULL, failed));
		}
		return table;
	}

	private double rounds(RoundModel model, Troubles troubles) {
		return this.study.sample(model, TheoryStudy.TYPICAL, troubles).meanRounds();
	}

	private double fitted(RoundModel model, Troubles troubles) {
		return this.study.fit(model, troubles).base();
	}

	private MarkdownTable counters() {
		return mongering(true, true, List.of("0.18, 1.7, 11.0, 16.8", "0.037, 3.3, 12.1, 16.9",
				"0.011, 4.5, 12.5, 17.4", "0.0036, 5.6, 12.7, 17.5", "0.0012, 6.7, 12.8, 17.7"));
	}

	private MarkdownTable coins() {
		return mongering(false, false, List.of("0.96, 0.04, 19, 38", "0.20, 1.6, 17, 33", "0.060, 2.8, 15, 32",
				"0.021, 3.9, 14.1, 32", "0.008, 4.9, 13.8, 32"));
	}

	private MarkdownTable mongering(boolean feedback, boolean counter, List<String> published) {
		MarkdownTable table = new MarkdownTable("k", "residue", "traffic", "mean delay", "last delay",
				"published (in the same order)");
		for (int k = 1; k <= published.size(); k++) {
			List<Outcome> outcomes = this.study.outcomes(new Mongering(feedback, counter, k));
			table.row(k, mean(outcomes, Outcome::residue), mean(outcomes, Outcome::traffic),
					mean(outcomes, Outcome::delay), mean(outcomes, Outcome::lastDelay), published.get(k - 1));
		}
		return table;
	}

	private MarkdownTable infect() {
		MarkdownTable table = new MarkdownTable("fan-out", "residue", "by the equation", "traffic", "mean delay",
				"last delay");
		for (int k = 1; k <= MOST_FAN_OUT; k++) {
			Mongering rule = new Mongering(false, true, k);
			List<Outcome> outcomes = this.study.outcomes(rule);
			table.row(k, mean(outcomes, Outcome::residue), rule.expectedResidue(), mean(outcomes, Outcome::traffic),
					mean(outcomes, Outcome::delay), mean(outcomes, Outcome::lastDelay));
		}
		return table;
	}

	private MarkdownTable exactly() {
		MarkdownTable table = new MarkdownTable("members", "push, drawn", "exact", "pull, drawn", "exact",
				"push-pull, drawn", "exact");
		for (int size : this.study.sizes()) {
			if (size <= TheoryStudy.EXACT) {
				int index = this.study.sizes().indexOf(size);
				table.row(size, drawn(RoundModel.PUSH, index), new ExactRounds(RoundModel.PUSH, size).expectation(),
						drawn(RoundModel.PULL, index), new ExactRounds(RoundModel.PULL, size).expectation(),
						drawn(RoundModel.PUSH_PULL, index), new ExactRounds(RoundModel.PUSH_PULL, size).expectation());
			}
		}
		return table;
	}

	private double drawn(RoundModel model, int size) {
		return this.study.samples(model).get(size).meanRounds();
	}

	private MarkdownTable overlay() {
		MarkdownTable table = new MarkdownTable("members", "hops to the last", "hops, mean", "sends of a member",
				"push-pull: rounds", "sends of a member");
		List<Integer> sizes = this.study.sizes();
		for (int i = 0; i < sizes.size(); i++) {
			List<OverlayCourse> courses = this.study.overlays().get(i);
			RoundsSample sample = this.study.samples(RoundModel.PUSH_PULL).get(i);
			table.row(sizes.get(i), hops(i), mean(courses, OverlayCourse::meanHops),
					mean(courses, OverlayCourse::sends), sample.meanRounds(), sample.meanSends());
		}
		return table;
	}

}
