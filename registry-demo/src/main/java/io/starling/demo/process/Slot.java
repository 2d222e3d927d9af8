package io.starling.demo.process;

/**
 * A place for one instance: a name that stays while processes come and go. Immutable; the
 * {@link Supervisor} replaces it when something changes.
 *
 * @param name the instance's name for people, such as {@code inventory-2}
 * @param service the service, which is the role of the process
 * @param zone the zone that the instance is to run in
 * @param state whether a process runs
 * @param pid the process id; 0 if none runs
 * @param note how the last process ended, in words; empty if none did
 */
public record Slot(String name, String service, String zone, State state, long pid, String note) {

	/** Whether a process runs. */
	public enum State {

		/** It is to start when those before it have. */
		QUEUED,

		/** It runs, and was not seen in the mesh yet. */
		STARTING,

		/** It runs, and was seen in the mesh. */
		RUNNING,

		/** It ended, or never ran. */
		ENDED

	}

	/**
	 * Returns the place for an instance of a service, still empty. Odd numbers run in
	 * zone a, even ones in zone b.
	 * @param service the service
	 * @param number the number of the instance, from 1
	 * @return the slot
	 */
	public static Slot of(String service, int number) {
		return new Slot(service + "-" + number, service, (number % 2 == 1) ? "a" : "b", State.ENDED, 0, "");
	}

	Slot queued() {
		return new Slot(this.name, this.service, this.zone, State.QUEUED, 0, this.note);
	}

	Slot starting(long pid) {
		return new Slot(this.name, this.service, this.zone, State.STARTING, pid, "");
	}

	Slot up() {
		return new Slot(this.name, this.service, this.zone, State.RUNNING, this.pid, "");
	}

	Slot ended(String note) {
		return new Slot(this.name, this.service, this.zone, State.ENDED, 0, note);
	}

}
