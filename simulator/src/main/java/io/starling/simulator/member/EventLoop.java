package io.starling.simulator.member;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.starling.simulator.time.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a process: takes inputs as they come, settles what came at about the
 * same time together, and ticks when the protocol asks for it. While it stands still,
 * inputs wait.
 */
final class EventLoop {

	/** A turn of the loop: inputs that come within it are settled together. */
	private static final Duration TURN = Duration.ofNanos(50_000);

	/** No timer is exact. */
	private static final int MOST_JITTER = 1_000_000;

	private final Timeline timeline;

	private final Processor processor;

	private final RandomGenerator random;

	private final Runnable onTick;

	private final Supplier<Duration> onSettle;

	private final ArrayDeque<Runnable> inbox = new ArrayDeque<>();

	private final List<Pause> pauses = new ArrayList<>();

	private Condition condition = Condition.RUNNING;

	private boolean settling;

	/** When the next tick comes; null if none is planned. */
	private @Nullable Duration alarm;

	private boolean tickMissed;

	private @Nullable Duration ended;

	/**
	 * Creates a loop that runs.
	 * @param timeline the time
	 * @param processor does the work
	 * @param random decides what is not exact
	 * @param onTick what a tick does
	 * @param onSettle ends a burst of inputs; gives the time until the next tick
	 */
	EventLoop(Timeline timeline, Processor processor, RandomGenerator random, Runnable onTick,
			Supplier<Duration> onSettle) {
		this.timeline = timeline;
		this.processor = processor;
		this.random = random;
		this.onTick = onTick;
		this.onSettle = onSettle;
	}

	/** Takes an input, or keeps it for later, or drops it if the process has ended. */
	void take(Runnable input) {
		this.processor.execute(() -> accept(input));
	}

	private void accept(Runnable input) {
		if (this.condition == Condition.RUNNING) {
			input.run();
			settleSoon();
		}
		else if (this.condition == Condition.FROZEN) {
			this.inbox.add(input);
		}
	}

	private void settleSoon() {
		if (!this.settling) {
			this.settling = true;
			this.timeline.after(TURN, () -> this.processor.execute(this::endBurst));
		}
	}

	private void endBurst() {
		this.settling = false;
		if (this.condition == Condition.RUNNING) {
			settle();
		}
	}

	/** Ends the present burst of inputs, and plans the next tick. */
	void settle() {
		Duration jitter = Duration.ofNanos(this.random.nextInt(MOST_JITTER));
		Duration due = this.timeline.now().plus(this.onSettle.get()).plus(jitter);
		// A tick that comes too early does no harm.
		if (this.alarm == null || due.compareTo(this.alarm) < 0) {
			this.alarm = due;
			this.timeline.after(due.minus(this.timeline.now()), () -> this.processor.execute(() -> ring(due)));
		}
	}

	private void ring(Duration due) {
		if (!due.equals(this.alarm)) {
			return;
		}
		this.alarm = null;
		if (this.condition == Condition.RUNNING) {
			this.onTick.run();
			settleSoon();
		}
		this.tickMissed = isFrozen();
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
			this.onTick.run();
		}
		run(this.inbox.size());
		settleSoon();
	}

	void end() {
		if (this.condition != Condition.ENDED) {
			this.ended = this.timeline.now();
		}
		this.condition = Condition.ENDED;
		this.inbox.clear();
	}

	boolean isFrozen() {
		return this.condition == Condition.FROZEN;
	}

	boolean hasEnded() {
		return this.condition == Condition.ENDED;
	}

	Optional<Duration> ended() {
		return Optional.ofNullable(this.ended);
	}

	List<Pause> pauses() {
		return Collections.unmodifiableList(this.pauses);
	}

	private void run(int inputs) {
		for (int i = 0; i < inputs && !this.inbox.isEmpty(); i++) {
			this.inbox.remove().run();
		}
	}

	private enum Condition {

		RUNNING, FROZEN, ENDED

	}

}
