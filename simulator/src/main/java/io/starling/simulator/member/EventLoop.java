package io.starling.simulator.member;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

import io.starling.simulator.time.Timeline;

/**
 * The one thread of a process: takes inputs as they come and ticks now and then. While it
 * stands still, inputs wait.
 */
final class EventLoop {

	private static final int MOST_JITTER = 1_000_000;

	private final Timeline timeline;

	private final Duration tick;

	private final Runnable onTick;

	private final RandomGenerator random;

	private final ArrayDeque<Runnable> inbox = new ArrayDeque<>();

	private final List<Pause> pauses = new ArrayList<>();

	private Condition condition = Condition.RUNNING;

	private boolean tickMissed;

	EventLoop(Timeline timeline, RandomGenerator random, Duration tick, Runnable onTick) {
		this.timeline = timeline;
		this.random = random;
		this.tick = tick;
		this.onTick = onTick;
	}

	/** Begins to tick, at a moment of its own within the first interval. */
	void start() {
		tickAfter(this.random.nextDouble());
	}

	/** Takes an input, or keeps it for later, or drops it if the process has ended. */
	void take(Runnable input) {
		if (this.condition == Condition.RUNNING) {
			input.run();
		}
		else if (this.condition == Condition.FROZEN) {
			this.inbox.add(input);
		}
	}

	void freeze() {
		if (this.condition == Condition.RUNNING) {
			this.condition = Condition.FROZEN;
			this.pauses.add(new Pause(this.timeline.now(), null));
		}
	}

	void wake() {
		if (this.condition != Condition.FROZEN) {
			return;
		}
		this.condition = Condition.RUNNING;
		Pause pause = this.pauses.remove(this.pauses.size() - 1);
		this.pauses.add(new Pause(pause.began(), this.timeline.now()));
		// An event loop may come to its timers before, between or after its sockets.
		int inputsBeforeTick = this.random.nextInt(this.inbox.size() + 1);
		run(inputsBeforeTick);
		if (this.tickMissed) {
			this.tickMissed = false;
			tick();
		}
		run(this.inbox.size());
	}

	void end() {
		this.condition = Condition.ENDED;
		this.inbox.clear();
	}

	boolean isFrozen() {
		return this.condition == Condition.FROZEN;
	}

	boolean hasEnded() {
		return this.condition == Condition.ENDED;
	}

	List<Pause> pauses() {
		return Collections.unmodifiableList(this.pauses);
	}

	private void run(int inputs) {
		for (int i = 0; i < inputs && !this.inbox.isEmpty(); i++) {
			this.inbox.remove().run();
		}
	}

	private void tickAfter(double ticks) {
		Duration jitter = Duration.ofNanos(this.random.nextInt(MOST_JITTER));
		Duration wait = Duration.ofNanos((long) (this.tick.toNanos() * ticks)).plus(jitter);
		this.timeline.after(wait, () -> {
			this.tickMissed = isFrozen();
			if (this.condition == Condition.RUNNING) {
				tick();
			}
		});
	}

	private void tick() {
		tickAfter(1);
		this.onTick.run();
	}

	private enum Condition {

		RUNNING, FROZEN, ENDED

	}

}
