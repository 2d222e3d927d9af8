package io.starling.benchmarks.mesh;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import io.starling.benchmarks.measure.OwnNetwork;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What the commands that measure Starling alone have in common: help, a network of their
 * own, a place to print to.
 */
@Command(mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
abstract class MeasuringCommand implements Callable<Integer> {

	@Mixin
	private final OwnNetwork network = new OwnNetwork();

	@Spec
	@SuppressWarnings("NullAway.Init") // set before the command is called
	private CommandSpec spec;

	@Override
	public final Integer call() throws Exception {
		return this.network.run(this.spec, () -> {
			PrintWriter out = this.spec.commandLine().getOut();
			measure(out);
			out.flush();
			return 0;
		});
	}

	/** Measures, and prints what was found. */
	abstract void measure(PrintWriter out);

	/** Ends the command with a message unless a number is in its bounds. */
	final void require(String option, int value, int min, int max) {
		if (value < min || value > max) {
			throw new CommandLine.ParameterException(this.spec.commandLine(),
					option + " must be " + min + " to " + max + ", not " + value);
		}
	}

}
