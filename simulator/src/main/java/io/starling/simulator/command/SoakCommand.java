package io.starling.simulator.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.starling.simulator.Soak;
import io.starling.simulator.SoakReport;
import io.starling.simulator.invariant.InvariantViolation;
import io.starling.simulator.options.Progress;
import io.starling.simulator.options.Stop;
import io.starling.simulator.options.TimeSpan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets a mesh live with churn for hours, and tells whether anything grew. */
@Command(name = "soak", mixinStandardHelpOptions = true, sortOptions = false,
		description = "Lets a mesh live for hours of virtual time: members join, leave, die, are cut off for longer "
				+ "than the retention and stand still, rows come and go. Checks all invariants, and that every "
				+ "collection ends at the size that it began with.",
		footer = { "", "Examples:", "  Two hours of a mesh of 20:",
				"    simulate soak --hours 2 --members 20 --seed 7" })
public final class SoakCommand implements Callable<Integer> {

	private static final int MOST_MEMBERS = 200;

	@Option(names = "--hours", paramLabel = "N", defaultValue = "2",
			description = "How many hours of virtual time (${DEFAULT-VALUE}).")
	private double hours;

	@Option(names = "--members", paramLabel = "N", defaultValue = "20",
			description = "How many members, three quarters to five quarters of it at any time (${DEFAULT-VALUE}).")
	private int members;

	@Option(names = "--retention", paramLabel = "TIME", defaultValue = "10min", converter = TimeSpan.class,
			description = "How long members remember the dead and the withdrawn (${DEFAULT-VALUE}).")
	private Duration retention = Duration.ZERO;

	@Option(names = "--seed", paramLabel = "SEED", defaultValue = "1",
			description = "Decides every chance (${DEFAULT-VALUE}).")
	private long seed;

	@Spec
	private @Nullable CommandSpec spec;

	@Override
	public Integer call() {
		if (this.spec == null) {
			throw new IllegalStateException("Called without a command line");
		}
		CommandLine commandLine = this.spec.commandLine();
		if (this.members < 4 || this.members > MOST_MEMBERS) {
			throw new ParameterException(commandLine,
					"--members must be 4 to " + MOST_MEMBERS + ", not " + this.members);
		}
		Duration length = Duration.ofMinutes((long) (this.hours * 60));
		if (length.isZero() || length.isNegative() || this.retention.isZero()) {
			throw new ParameterException(commandLine, "--hours must be a minute or more, --retention longer than zero");
		}
		return play(length, commandLine.getOut()) ? 0 : 1;
	}

	private boolean play(Duration length, PrintWriter out) {
		try (Stop stop = new Stop()) {
			SoakReport report;
			try (Progress progress = new Progress("soak", length.toMinutes())) {
				report = new Soak(this.seed, this.members, this.retention).play(length, stop::isAsked, progress::step);
			}
			out.print(report.inWords());
			out.flush();
			return report.grown().isEmpty();
		}
		catch (InvariantViolation ex) {
			out.println(ex.getMessage());
			out.flush();
			return false;
		}
	}

}
