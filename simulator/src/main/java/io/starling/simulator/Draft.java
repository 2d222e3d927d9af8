package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import io.starling.simulator.time.Timeline;

import org.jspecify.annotations.Nullable;

/**
 * A scenario in the making: who will be up at the moment that it has come to, and what
 * has been planned so far, in order of time.
 */
final class Draft {

	private final SplittableRandom random;

	private final Population population;

	private final Timeline timeline = new Timeline();

	private final List<Fault> faults = new ArrayList<>();

	Draft(SplittableRandom random) {
		this.random = random;
		this.population = new Population(random.split());
	}

	SplittableRandom random() {
		return this.random;
	}

	Population population() {
		return this.population;
	}

	List<Fault> faults() {
		return this.faults;
	}

	/** Comes back to something later in the scenario. */
	void after(Duration delay, Runnable draw) {
		this.timeline.after(delay, draw);
	}

	/** Draws all that comes within the scenario. */
	void complete(Duration length) {
		this.timeline.runFor(length);
	}

	/**
	 * Adds what is done at this moment.
	 * @param kind what kind of fault begins; null for the end of one, and for work
	 * @param words what is done, for people
	 * @param act does it
	 */
	void add(@Nullable FaultKind kind, String words, Consumer<Simulation> act) {
		add(kind, Duration.ZERO, words, act);
	}

	/**
	 * Adds what is done at this moment and ends by itself.
	 * @param kind what kind of fault begins
	 * @param lasts when it ends
	 * @param words what is done, for people
	 * @param act does it
	 */
	void add(@Nullable FaultKind kind, Duration lasts, String words, Consumer<Simulation> act) {
		this.faults.add(new Fault(this.timeline.now(), kind, lasts, words, act));
	}

	Duration millis(int from, int to) {
		return Duration.ofMillis(this.random.nextInt(from, to));
	}

}
