package io.starling.simulator.time;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Virtual time and what is to happen in it. Time stands still while an event runs and
 * jumps to the next one after it. Events of the same time run in the order in which they
 * were planned, so that nothing but the plan decides. Not thread-safe.
 */
public final class Timeline {

	private final PriorityQueue<Event> queue = new PriorityQueue<>();

	private long now;

	private long planned;

	private long done;

	/**
	 * Returns the time.
	 * @return how long ago the simulation began
	 */
	public Duration now() {
		return Duration.ofNanos(this.now);
	}

	/**
	 * Returns how many events have run.
	 * @return the number of events
	 */
	public long done() {
		return this.done;
	}

	/**
	 * Plans an event.
	 * @param delay how long from now; zero runs it after all that is planned for now
	 * @param action what happens
	 */
	public void after(Duration delay, Runnable action) {
		this.queue.add(new Event(this.now + Math.max(0, delay.toNanos()), this.planned++, action));
	}

	/**
	 * Lets time pass, with all that happens in it.
	 * @param duration how long
	 */
	public void runFor(Duration duration) {
		runUntil(() -> false, duration);
	}

	/**
	 * Lets time pass until something has become true.
	 * @param condition asked at once and after each event
	 * @param limit how long to wait at most
	 * @return true if it has; false if the limit came first
	 */
	public boolean runUntil(BooleanSupplier condition, Duration limit) {
		long end = this.now + limit.toNanos();
		while (!condition.getAsBoolean()) {
			Event next = this.queue.peek();
			if (next == null || next.at > end) {
				this.now = end;
				return condition.getAsBoolean();
			}
			this.queue.remove();
			this.now = next.at;
			this.done++;
			next.action.run();
		}
		return true;
	}

	private record Event(long at, long number, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			int byTime = Long.compare(this.at, other.at);
			return (byTime != 0) ? byTime : Long.compare(this.number, other.number);
		}

	}

}
