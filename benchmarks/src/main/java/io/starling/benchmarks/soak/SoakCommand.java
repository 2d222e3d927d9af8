package io.starling.benchmarks.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.starling.benchmarks.measure.NotReachedException;
import io.starling.benchmarks.measure.OwnNetwork;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command line of {@link Soak}.
 */
@Command(name = "soak", mixinStandardHelpOptions = true, usageHelpAutoWidth = true, description = {
		"Processes on loopback that are killed, stopped, frozen and started again, and write and withdraw rows.",
		"Those that stay are looked at; fails if they hold more in the end than after the warm-up." })
public final class SoakCommand implements Callable<Integer> {

	@Mixin
	private final OwnNetwork network = new OwnNetwork();

	@Spec
	@SuppressWarnings("NullAway.Init") // set before the command is called
	private CommandSpec spec;

	@Option(names = "--minutes", paramLabel = "N", defaultValue = "30", description = "How long (${DEFAULT-VALUE}).")
	private int minutes;

	@Option(names = "--warm-up-seconds", paramLabel = "S", defaultValue = "-1",
			description = "What does not count, so that whatever is kept for 10 minutes can fill; a third of all by default.")
	private int warmUpSeconds;

	@Option(names = "--processes", paramLabel = "N", defaultValue = "20",
			description = "How many processes (${DEFAULT-VALUE}).")
	private int processes;

	@Option(names = "--staying", paramLabel = "N", defaultValue = "5",
			description = "How many of them stay, and are looked at (${DEFAULT-VALUE}).")
	private int staying;

	@Option(names = "--sample-seconds", paramLabel = "S", defaultValue = "30",
			description = "The time from one look to the next (${DEFAULT-VALUE}).")
	private int sampleSeconds;

	@Option(names = "--act-millis", paramLabel = "MS", defaultValue = "2000",
			description = "The time from one thing that happens to the next, on average (${DEFAULT-VALUE}).")
	private int actMillis;

	@Option(names = "--port", paramLabel = "P", defaultValue = "17946",
			description = "The first member's port; the others have the next ones (${DEFAULT-VALUE}).")
	private int port;

	@Option(names = "--seed", paramLabel = "N", defaultValue = "1",
			description = "Of what is drawn (${DEFAULT-VALUE}).")
	private long seed;

	@Option(names = "--may-grow", split = ",", paramLabel = "NAME", defaultValue = "DepartedMembers,Addresses",
			description = "Classes, or a class and a field, whose collections are meant to grow for longer than this takes (${DEFAULT-VALUE}).")
	private List<String> growing = List.of();

	@Override
	public Integer call() throws Exception {
		if (this.staying < 1 || this.processes <= this.staying || this.processes > 200 || this.minutes < 1) {
			throw new CommandLine.ParameterException(this.spec.commandLine(),
					"--staying must be at least 1 and below --processes, which must be 200 at most, --minutes at least 1");
		}
		return this.network.run(this.spec, this::soak);
	}

	private int soak() throws IOException {
		Duration time = Duration.ofMinutes(this.minutes);
		Duration warmUp = (this.warmUpSeconds < 0) ? time.dividedBy(3) : Duration.ofSeconds(this.warmUpSeconds);
		SoakPlan plan = new SoakPlan(time, warmUp, this.processes, this.staying, Duration.ofSeconds(this.sampleSeconds),
				Duration.ofMillis(this.actMillis), this.port, this.seed, this.growing);
		SoakReport report = new SoakReport(this.spec.commandLine().getOut(), plan);
		try (Soak soak = new Soak(plan, report)) {
			Thread ending = new Thread(soak::close);
			Runtime.getRuntime().addShutdownHook(ending);
			try {
				soak.run();
			}
			finally {
				Runtime.getRuntime().removeShutdownHook(ending);
			}
		}
		List<String> grown = report.compare();
		if (!grown.isEmpty()) {
			throw new NotReachedException("Grown since the warm-up: " + String.join(", ", grown));
		}
		report.say("\nNothing has grown.");
		return 0;
	}

}
