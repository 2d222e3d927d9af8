package io.starling.benchmarks.measure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * Runs measurements in a JVM of their own, and that in a network namespace of its own
 * with nothing but a loopback interface, so that the kernel's counters are about the
 * measured alone. That needs root and Linux; where it is not to be had, the measurement
 * runs all the same and says so.
 */
public final class OwnNetwork {

	private static final List<String> NAMESPACE = List.of("unshare", "-n", "sh", "-c",
			"ip link set lo up && exec \"$0\" \"$@\"");

	private static final String WARNING = "Not in a network namespace of its own (that needs root, unshare and ip): "
			+ "other traffic on loopback counts, too.";

	@Option(names = "--here", description = "Measure in this JVM and in the network that it is in.")
	private boolean here;

	/**
	 * Runs a measurement: here if asked for, otherwise by running the same command line
	 * again in a namespace of its own.
	 * @param spec the command
	 * @param measurement what to do
	 * @return the exit code
	 * @throws Exception what the measurement threw
	 */
	public int run(CommandSpec spec, Callable<Integer> measurement) throws Exception {
		if (this.here) {
			return measurement.call();
		}
		if (!isAvailable()) {
			spec.commandLine().getErr().println(WARNING);
			return measurement.call();
		}
		List<String> arguments = new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
		arguments.add("--here");
		return runApart(spec, arguments);
	}

	/**
	 * Runs the benchmarks' command line in a JVM of its own, in a namespace of its own if
	 * that can be had, with this JVM's options and outputs.
	 * @param spec any of the benchmarks' commands
	 * @param arguments the command line
	 * @param first what comes before this JVM's class path, or nothing
	 * @return the exit code
	 */
	public static int runApart(CommandSpec spec, List<String> arguments, String... first) {
		List<String> command = new ArrayList<>(isAvailable() ? NAMESPACE : List.of());
		command.addAll(BenchmarksJvm.command(spec, arguments, first));
		return exitCode(new ProcessBuilder(command).inheritIO());
	}

	/**
	 * Tells whether namespaces can be made.
	 * @return false without root, without Linux, or without the two tools
	 */
	public static boolean isAvailable() {
		List<String> command = new ArrayList<>(NAMESPACE);
		command.add("true");
		try {
			return exitCode(
					new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File("/dev/null"))) == 0;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	/** Waits for a process, which ends with this one in any case. */
	private static int exitCode(ProcessBuilder builder) {
		try {
			Process process = builder.start();
			Thread ending = new Thread(process::destroyForcibly);
			Runtime.getRuntime().addShutdownHook(ending);
			try {
				return process.waitFor();
			}
			finally {
				Runtime.getRuntime().removeShutdownHook(ending);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while measuring", ex);
		}
	}

}
