package io.starling.demo.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Starts instances as processes and sees to it that none outlives this one. Several start
 * at a time, but not all: half a dozen virtual machines that start at once on two cores
 * are slower than one after the other. Thread-safe.
 */
public final class Supervisor implements AutoCloseable {

	private static final int MOST_PER_SERVICE = 4;

	private static final long START_MILLIS = 20_000;

	private static final long GOODBYE_MILLIS = 5_000;

	private static final int KILLED = 137;

	private static final int TERMINATED = 143;

	private final Supplier<LaunchCommand> command;

	private final SupervisorListener listener;

	private final int atOnce;

	private final Map<String, Slot> slots = new LinkedHashMap<>();

	private final Map<String, Process> processes = new HashMap<>();

	private final Deque<String> queue = new ArrayDeque<>();

	private final Set<Process> starting = new HashSet<>();

	private boolean closed;

	/**
	 * Creates a supervisor of nothing yet.
	 * @param command how to start an instance; asked when the first one starts
	 * @param plan the slots to begin with
	 * @param atOnce how many may be starting at a time
	 * @param listener is told what happens
	 */
	public Supervisor(Supplier<LaunchCommand> command, List<Slot> plan, int atOnce, SupervisorListener listener) {
		this.command = command;
		this.atOnce = atOnce;
		this.listener = listener;
		plan.forEach((slot) -> this.slots.put(slot.name(), slot));
	}

	/**
	 * Starts an instance as soon as those before it have started.
	 * @param name a slot in which no process runs
	 * @return false if there is no such slot, or it is not empty
	 */
	public boolean start(String name) {
		synchronized (this) {
			Slot slot = this.slots.get(name);
			if (this.closed || slot == null || slot.state() != Slot.State.ENDED) {
				return false;
			}
			this.slots.put(name, slot.queued());
			this.queue.addLast(name);
		}
		startNext();
		return true;
	}

	/**
	 * Starts one more instance of a service: in an empty slot if there is one, in a new
	 * one otherwise.
	 * @param service the service
	 * @return the name of the instance; empty if there are enough
	 */
	public Optional<String> startAnother(String service) {
		String name;
		synchronized (this) {
			List<Slot> own = this.slots.values().stream().filter((slot) -> slot.service().equals(service)).toList();
			Optional<Slot> empty = own.stream().filter((slot) -> slot.state() == Slot.State.ENDED).findFirst();
			if (own.isEmpty() || (empty.isEmpty() && own.size() >= MOST_PER_SERVICE)) {
				return Optional.empty();
			}
			Slot slot = empty.orElseGet(() -> Slot.of(service, own.size() + 1));
			this.slots.putIfAbsent(slot.name(), slot);
			name = slot.name();
		}
		return start(name) ? Optional.of(name) : Optional.empty();
	}

	/**
	 * Kills an instance: the operating system ends it at once, and it can do nothing
	 * about it.
	 * @param name the instance
	 * @return false if it does not run
	 */
	public synchronized boolean kill(String name) {
		Process process = this.processes.get(name);
		if (process != null) {
			process.destroyForcibly();
		}
		return process != null;
	}

	/**
	 * Asks an instance to end in good order.
	 * @param name the instance
	 * @return false if it does not run
	 */
	public synchronized boolean terminate(String name) {
		Process process = this.processes.get(name);
		if (process != null) {
			process.destroy();
		}
		return process != null;
	}

	/**
	 * Tells which instances are known to be up, so that those waiting may start.
	 * @param names the names of instances
	 */
	public void up(Collection<String> names) {
		boolean changed = false;
		synchronized (this) {
			for (String name : names) {
				if (this.starting.remove(this.processes.get(name))) {
					this.slots.computeIfPresent(name, (key, slot) -> slot.up());
					changed = true;
				}
			}
		}
		if (changed) {
			startNext();
		}
	}

	/**
	 * Returns all slots.
	 * @return the slots in the order of their creation
	 */
	public synchronized List<Slot> slots() {
		return List.copyOf(this.slots.values());
	}

	private void startNext() {
		Map<String, String> news = new LinkedHashMap<>();
		synchronized (this) {
			while (!this.closed && this.starting.size() < this.atOnce && !this.queue.isEmpty()) {
				String name = this.queue.removeFirst();
				news.put(name, launch(name));
			}
		}
		news.forEach(this.listener::happened);
	}

	private String launch(String name) {
		Slot slot = Objects.requireNonNull(this.slots.get(name));
		try {
			Process process = this.command.get().start(slot);
			this.processes.put(name, process);
			this.starting.add(process);
			this.slots.put(name, slot.starting(process.pid()));
			CompletableFuture<Void> unused = process.onExit().thenAccept((ended) -> ended(name, ended));
			CompletableFuture.delayedExecutor(START_MILLIS, TimeUnit.MILLISECONDS).execute(() -> up(List.of(name)));
			return "starts as process " + process.pid();
		}
		catch (IOException ex) {
			String note = "cannot be started: " + ex.getMessage();
			this.slots.put(name, slot.ended(note));
			return note;
		}
	}

	private void ended(String name, Process process) {
		String note = note(name, process.exitValue());
		synchronized (this) {
			this.starting.remove(process);
			this.processes.remove(name, process);
			this.slots.computeIfPresent(name, (key, slot) -> slot.ended(note));
		}
		this.listener.happened(name, note);
		startNext();
	}

	private String note(String name, int code) {
		return switch (code) {
			case 0, TERMINATED -> "ended in good order";
			case KILLED -> "was killed";
			default -> "ended with code " + code + "; its log is " + this.command.get().log(name);
		};
	}

	/** Ends all processes, in good order where they do so in time. */
	@Override
	public void close() {
		List<Process> left;
		synchronized (this) {
			this.closed = true;
			this.queue.clear();
			left = List.copyOf(this.processes.values());
		}
		left.forEach(Process::destroy);
		await(left);
		left.forEach(Process::destroyForcibly);
		await(left);
	}

	private static void await(List<Process> processes) {
		CompletableFuture<?>[] ends = processes.stream().map(Process::onExit).toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(ends).completeOnTimeout(null, GOODBYE_MILLIS, TimeUnit.MILLISECONDS).join();
	}

}
