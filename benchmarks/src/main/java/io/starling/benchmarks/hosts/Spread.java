package io.starling.benchmarks.hosts;

/**
 * How long something took to be seen: by each observer, and each time by the last of
 * them.
 */
final class Spread {

	private final Samples each = new Samples();

	private final Samples everywhere = new Samples();

	/** Adds what the observers saw of one occurrence. */
	void add(Samples observers) {
		this.each.addAll(observers);
		this.everywhere.expect(1);
		if (observers.isComplete()) {
			this.everywhere.add(observers.max());
		}
	}

	void report(Report report, String scenario, String figure) {
		report.add(scenario, figure + " at each other, ms", this.each);
		report.add(scenario, figure + " everywhere, ms", this.everywhere);
	}

}
