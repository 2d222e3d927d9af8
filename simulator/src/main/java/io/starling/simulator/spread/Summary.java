package io.starling.simulator.spread;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.starling.simulator.spread.Reach.Outcome;

/** What many changes came to. */
final class Summary {

	private final List<Outcome> outcomes = new ArrayList<>();

	private final Tally tally = new Tally();

	void add(Outcome outcome) {
		this.outcomes.add(outcome);
	}

	void add(Tally sent) {
		this.tally.add(sent);
	}

	/** How many of the changes reached all members, in percent. */
	double completePercent() {
		return 100 * mean((outcome) -> outcome.isComplete() ? 1 : 0);
	}

	/** How many of the members a change reached, in percent. */
	double reachedPercent() {
		return 100 * mean((outcome) -> (double) outcome.reached() / outcome.members());
	}

	/** The time in which a share of the changes reached all that they reached, in ms. */
	double millis(double share) {
		List<Long> sorted = this.outcomes.stream().map(Outcome::nanos).sorted().toList();
		int rank = (int) Math.ceil(share * sorted.size()) - 1;
		return sorted.get(Math.max(0, rank)) / 1e6;
	}

	double meanHops() {
		return mean(Outcome::meanHops);
	}

	double maxHops() {
		return mean(Outcome::maxHops);
	}

	double framesPerMember() {
		return perMember(this.tally.frames());
	}

	double framesPerMember(Frame.Kind kind) {
		return perMember(this.tally.frames(kind));
	}

	/** Copies of rows that a member got, its first among them. */
	double copiesPerMember() {
		return perMember(this.tally.rows());
	}

	double duplicatesPerMember() {
		return copiesPerMember() - perMember(this.outcomes.stream().mapToLong((each) -> each.reached() - 1).sum());
	}

	double bytesPerMember() {
		return perMember(this.tally.bytes());
	}

	double longestWaitMillis() {
		return this.tally.longestWait() / 1e6;
	}

	private double perMember(long count) {
		return (double) count / this.outcomes.stream().mapToLong(Outcome::members).sum();
	}

	private double mean(ToDoubleFunction<Outcome> value) {
		return this.outcomes.stream().mapToDouble(value).average().orElse(0);
	}

}
