package io.starling.benchmarks.hosts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command line of {@link HostsBenchmark}.
 */
@Command(name = "hosts", mixinStandardHelpOptions = true, usageHelpAutoWidth = true, description = {
		"Starling on many hosts: each member a process, alone in a network namespace.",
		"Makes the hosts, causes trouble, prints a table of figures, and removes everything again. Needs root." })
public final class HostsCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init") // set before the command is called
	private CommandSpec spec;

	@Option(names = "--hosts", paramLabel = "N", defaultValue = "50",
			description = "How many hosts (${DEFAULT-VALUE}).")
	private int hosts;

	@Option(names = "--start-millis", paramLabel = "MS", defaultValue = "1000",
			description = "The pause between the starts of two members (${DEFAULT-VALUE}).")
	private int startMillis;

	@Option(names = "--victims", paramLabel = "N", defaultValue = "5",
			description = "How many members are hurt one after the other (${DEFAULT-VALUE}).")
	private int victims;

	@Option(names = "--scenarios", split = ",", paramLabel = "NAME",
			description = "What happens, in this order; all by default: ${COMPLETION-CANDIDATES}.")
	private List<Scenario> scenarios = List.of(Scenario.values());

	@Option(names = "--loss-percent", paramLabel = "P", defaultValue = "20",
			description = "Packets lost of a hundred (${DEFAULT-VALUE}).")
	private int lossPercent;

	@Option(names = "--loss-seconds", paramLabel = "S", defaultValue = "120",
			description = "For how long (${DEFAULT-VALUE}).")
	private int lossSeconds;

	@Option(names = "--idle-seconds", paramLabel = "S", defaultValue = "60",
			description = "How long to measure what members cost at rest (${DEFAULT-VALUE}).")
	private int idleSeconds;

	@Option(names = "--cut-seconds", paramLabel = "S", defaultValue = "30",
			description = "How long partitions and one-way cuts last (${DEFAULT-VALUE}).")
	private int cutSeconds;

	@Option(names = "--out", paramLabel = "DIR",
			description = "Where to write events, logs and the table; a new temporary directory by default.")
	private @Nullable Path directory;

	@Option(names = "--down", description = "Only removes what a killed run has left behind.")
	private boolean down;

	@Override
	public Integer call() throws IOException {
		if (this.down) {
			HostsBenchmark.removeLeftovers();
			return 0;
		}
		HostsBenchmark.run(plan());
		return 0;
	}

	private HostsPlan plan() {
		try {
			return new HostsPlan(this.hosts, Duration.ofMillis(this.startMillis), Math.min(this.victims, this.hosts),
					this.scenarios, this.lossPercent, Duration.ofSeconds(this.lossSeconds),
					Duration.ofSeconds(this.idleSeconds), Duration.ofSeconds(this.cutSeconds), this.directory);
		}
		catch (IllegalArgumentException ex) {
			throw new CommandLine.ParameterException(this.spec.commandLine(), ex.getMessage(), ex);
		}
	}

}
