package io.starling.simulator.options;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on standard error that shows how far a long run has come. Thread-safe.
 */
public final class Progress implements AutoCloseable {

	private final ProgressBar bar;

	/**
	 * Shows an empty bar.
	 * @param name what runs
	 * @param steps how many steps there are; -1 if nobody knows
	 */
	public Progress(String name, long steps) {
		this.bar = new ProgressBarBuilder().setTaskName(name)
			.setInitialMax(steps)
			.setStyle(ProgressBarStyle.ASCII)
			.build();
	}

	/**
	 * Goes on by a step.
	 * @param what the step that begins
	 */
	public synchronized void step(String what) {
		this.bar.step();
		this.bar.setExtraMessage(what);
	}

	@Override
	public void close() {
		this.bar.close();
	}

}
