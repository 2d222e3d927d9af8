package io.starling.simulator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.starling.simulator.theory.TheoryCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Plays one seed, and tells what it did, or many, and tells what broke.
 */
@Command(name = "simulate", mixinStandardHelpOptions = true, version = "Starling simulator",
		subcommands = TheoryCommand.class,
		description = "Plays a mesh in virtual time: one seed decides the mesh, the network and all faults.")
public final class SimulateCommand implements Callable<Integer> {

	@Parameters(arity = "0..1", paramLabel = "SEED", description = "The seed to play.")
	private @Nullable Long seed;

	@Option(names = "--from", paramLabel = "SEED", description = "Play a range: the first seed (${DEFAULT-VALUE}).")
	private long from = 1;

	@Option(names = "--to", paramLabel = "SEED", description = "The last seed of the range.")
	private @Nullable Long to;

	@Option(names = "--seeds", paramLabel = "N", description = "How many seeds to play from the first one on.")
	private @Nullable Long count;

	@Option(names = "--members", paramLabel = "N", description = "Begin with this many members.")
	private int members;

	@Option(names = "--seconds", paramLabel = "N", description = "Let faults last this long.")
	private long seconds;

	@Option(names = "--trace", description = "Tell everything that happens.")
	private boolean trace;

	@Spec
	private @Nullable CommandSpec spec;

	/**
	 * Runs the command and ends with its exit code: 0 if nothing broke, 1 if something
	 * did, 2 for a wrong command line.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
	}

	@Override
	public Integer call() {
		PrintWriter out = commandLine().getOut();
		long start = System.nanoTime();
		boolean succeeded;
		if (this.seed != null) {
			succeeded = playOne(this.seed, out);
		}
		else {
			succeeded = playMany(last(), out);
		}
		out.printf("%.2f s%n", (System.nanoTime() - start) / 1e9);
		out.flush();
		return succeeded ? 0 : 1;
	}

	private CommandLine commandLine() {
		if (this.spec == null) {
			throw new IllegalStateException("Called without a command line");
		}
		return this.spec.commandLine();
	}

	private long last() {
		if (this.to != null) {
			return this.to;
		}
		if (this.count == null) {
			throw new CommandLine.ParameterException(commandLine(), "Say which SEED to play, or --to, or --seeds");
		}
		return this.from + this.count - 1;
	}

	private boolean playOne(long seed, PrintWriter out) {
		Scenario drawn = ScenarioDraw.draw(seed, this.members, Duration.ofSeconds(this.seconds));
		Scenario scenario = drawn.told(this.trace);
		out.print(scenario.inWords());
		Run run = new Run(scenario);
		RunResult result = run.play();
		run.simulation().trace().lines().forEach(out::println);
		Duration converged = result.converged();
		out.println((converged != null) ? "converged " + converged.toMillis() + " ms after the last fault"
				: "not converged");
		out.println(result.inWords());
		out.printf("%d events, trace %016x%n", result.events(), result.hash());
		return result.succeeded();
	}

	private boolean playMany(long last, PrintWriter out) {
		SwarmReport report = Swarm.play(this.from, last);
		out.print(report.inWords());
		return report.failures().isEmpty();
	}

}
