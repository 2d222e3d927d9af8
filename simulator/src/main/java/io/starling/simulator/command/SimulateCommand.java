package io.starling.simulator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.starling.simulator.Run;
import io.starling.simulator.RunResult;
import io.starling.simulator.Scenario;
import io.starling.simulator.ScenarioDraw;
import io.starling.simulator.Swarm;
import io.starling.simulator.SwarmReport;
import io.starling.simulator.capacity.CapacityCommand;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.options.Progress;
import io.starling.simulator.options.Stop;
import io.starling.simulator.story.StoryOptions;
import io.starling.simulator.theory.TheoryCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Plays one seed, and tells what it did, or many, and tells what broke.
 */
@Command(name = "simulate", mixinStandardHelpOptions = true, version = "Starling simulator",
		subcommands = { CapacityCommand.class, TheoryCommand.class, SoakCommand.class },
		description = { "Plays a mesh in virtual time: one seed decides the mesh, the network and all faults.",
				"The invariants of PROTOCOL.md are checked after every event; what breaks one is a bug." },
		footer = { "", "Examples:", "  Play one seed, and tell every event:", "    simulate 42 --trace",
				"  Who heard host a's row from whom, and when, with a picture:",
				"    simulate 42 --row a/services --picture row.svg", "  Who suspected host b, and why:",
				"    simulate 42 --member b", "  Look for seeds that break something:",
				"    simulate --from 1000 --seeds 500" })
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

	@Option(names = "--coverage", description = "After many seeds, also tell which messages met which kinds of faults.")
	private boolean coverage;

	@Mixin
	private StoryOptions story = new StoryOptions();

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
	public Integer call() throws IOException {
		check();
		PrintWriter out = commandLine().getOut();
		long start = System.nanoTime();
		boolean succeeded;
		if (this.seed != null) {
			succeeded = playOne(this.seed, out);
		}
		else if (this.story.story().isPresent()) {
			throw new CommandLine.ParameterException(commandLine(), "A story is about one SEED: say which to play");
		}
		else {
			succeeded = playMany(last(), out);
		}
		out.printf("%.2f s%n", (System.nanoTime() - start) / 1e9);
		out.flush();
		return succeeded ? 0 : 1;
	}

	private void check() {
		this.story.error().ifPresent((error) -> {
			throw new CommandLine.ParameterException(commandLine(), error);
		});
		if (this.members < 0 || this.members == 1 || this.seconds < 0) {
			throw new CommandLine.ParameterException(commandLine(),
					"--members must be 2 or more, and --seconds 1 or more; leave them out to have them drawn");
		}
	}

	private CommandLine commandLine() {
		if (this.spec == null) {
			throw new IllegalStateException("Called without a command line");
		}
		return this.spec.commandLine();
	}

	private long last() {
		if (this.to == null && this.count == null) {
			throw new CommandLine.ParameterException(commandLine(), "Say which SEED to play, or --to, or --seeds");
		}
		long last = (this.to != null) ? this.to : (this.count != null) ? this.from + this.count - 1 : this.from;
		if (last < this.from) {
			throw new CommandLine.ParameterException(commandLine(),
					"There is nothing to play from seed " + this.from + " to seed " + last);
		}
		return last;
	}

	private boolean playOne(long seed, PrintWriter out) throws IOException {
		Scenario drawn = ScenarioDraw.draw(seed, this.members, Duration.ofSeconds(this.seconds));
		Scenario scenario = drawn.told(this.trace);
		out.print(scenario.inWords());
		Run run = new Run(scenario, this.story.story().map(MemberObserver.class::cast).orElse(MemberObserver.NOBODY));
		this.story.story().ifPresent((story) -> story.timedBy(run.simulation().timeline()::now));
		RunResult result = run.play();
		this.story.tell(out);
		run.simulation().trace().lines().forEach(out::println);
		Duration converged = result.converged();
		out.println((converged != null) ? "converged " + converged.toMillis() + " ms after the last fault"
				: "not converged");
		out.println(result.inWords());
		out.printf("%d events, trace %016x%n", result.events(), result.hash());
		return result.succeeded();
	}

	private boolean playMany(long last, PrintWriter out) {
		try (Stop stop = new Stop()) {
			SwarmReport report;
			try (Progress progress = new Progress("seeds", last - this.from + 1)) {
				report = Swarm.play(this.from, last, stop::isAsked, (seed) -> progress.step("seed " + seed));
			}
			out.print(report.inWords());
			if (this.coverage) {
				out.println();
				out.print(report.coverage().inWords());
			}
			out.flush();
			return report.failures().isEmpty();
		}
	}

}
