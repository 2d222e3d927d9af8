package io.starling.benchmarks;

import java.util.Locale;
import java.util.Objects;

import io.starling.benchmarks.compare.CompareCommand;
import io.starling.benchmarks.compare.ContestantCommand;
import io.starling.benchmarks.compare.VictimCommand;
import io.starling.benchmarks.hosts.HostsCommand;
import io.starling.benchmarks.jmh.JmhCommand;
import io.starling.benchmarks.measure.NotReachedException;
import io.starling.benchmarks.mesh.BurstCommand;
import io.starling.benchmarks.mesh.HeapCommand;
import io.starling.benchmarks.mesh.MeshCommand;
import io.starling.benchmarks.mesh.NewcomerCommand;
import io.starling.benchmarks.mesh.ScaleCommand;
import io.starling.benchmarks.soak.SoakCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * All measurements, one subcommand each. A new one is added to the list below.
 */
@Command(name = "benchmarks", mixinStandardHelpOptions = true, version = "Starling benchmarks",
		description = "Measures Starling on real sockets of this machine, alone and beside others.",
		subcommands = { CompareCommand.class, ContestantCommand.class, VictimCommand.class, MeshCommand.class,
				ScaleCommand.class, NewcomerCommand.class, HeapCommand.class, BurstCommand.class, HostsCommand.class,
				SoakCommand.class, JmhCommand.class })
public final class BenchmarksCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init") // set before the command is called
	private CommandSpec spec;

	/**
	 * Runs a measurement and ends with its exit code: 0 if all was measured, 1 if
	 * something was not reached, 2 for a wrong command line.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		// Figures look alike everywhere.
		Locale.setDefault(Locale.ROOT);
		System.exit(commandLine().execute(arguments));
	}

	static CommandLine commandLine() {
		CommandLine commands = new CommandLine(new BenchmarksCommand()).setCaseInsensitiveEnumValuesAllowed(true);
		// JMH's options are JMH's to check.
		Objects.requireNonNull(commands.getSubcommands().get("jmh")).setUnmatchedOptionsArePositionalParams(true);
		commands.setExecutionExceptionHandler((failure, command, parsed) -> {
			if (!(failure instanceof NotReachedException)) {
				throw failure;
			}
			command.getErr().println(failure.getMessage());
			return 1;
		});
		return commands;
	}

	@Override
	public void run() {
		throw new CommandLine.ParameterException(this.spec.commandLine(), "Say what to measure");
	}

}
