package io.starling.benchmarks.measure;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Model.CommandSpec;

/**
 * Members in a process of their own, in the same network as this one, made to be killed.
 * Nothing that one could do to members of the own JVM is the same: the kernel closes all
 * sockets of a killed process at one stroke, and nobody in it gets to do anything about
 * it.
 */
public final class DoomedProcess implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofMinutes(2);

	private final Process process;

	private final List<String> names;

	private DoomedProcess(Process process, List<String> names) {
		this.process = process;
		this.names = List.copyOf(names);
	}

	/**
	 * Starts the process and waits until its members have started.
	 * @param spec any of the benchmarks' commands
	 * @param arguments the command line that starts the members and ends with
	 * {@link #awaitDeath}
	 * @param count how many members it starts
	 * @return the running process
	 * @throws NotReachedException if they have not started within two minutes
	 */
	public static DoomedProcess start(CommandSpec spec, List<String> arguments, int count) {
		try {
			Process process = new ProcessBuilder(BenchmarksJvm.command(spec, arguments)).redirectError(Redirect.INHERIT)
				.start();
			CompletableFuture<List<String>> names = CompletableFuture.supplyAsync(() -> readNames(process, count));
			// A process that is killed ends its output, and with that the reading.
			names.completeOnTimeout(List.of(), START_LIMIT.toSeconds(), TimeUnit.SECONDS);
			if (names.join().size() < count) {
				process.destroyForcibly();
				throw new NotReachedException("Not within " + START_LIMIT.toSeconds()
						+ " s: the members of another process that are to be killed have started");
			}
			return new DoomedProcess(process, names.join());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> readNames(Process process, int count) {
		return process.inputReader().lines().limit(count).toList();
	}

	/**
	 * Called in the process, when its members have started: tells their names, and waits
	 * to be killed. Returns only if whoever started it has ended.
	 * @param out where to tell them
	 * @param names the members' names
	 * @throws IOException if standard input breaks
	 */
	public static void awaitDeath(PrintWriter out, List<String> names) throws IOException {
		names.forEach(out::println);
		out.flush();
		while (System.in.read() >= 0) {
			// Nobody writes; it ends with the other process.
		}
	}

	/**
	 * Returns the names of its members.
	 * @return the names, as the members told them
	 */
	public List<String> names() {
		return this.names;
	}

	/** Kills it, with the signal that no process can handle; more than once is fine. */
	public void kill() {
		this.process.destroyForcibly();
	}

	@Override
	public void close() {
		kill();
	}

}
