package io.starling.simulator.theory;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import io.starling.simulator.chart.Drawing;
import io.starling.simulator.options.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the page about theory with its charts. */
@Command(name = "theory", mixinStandardHelpOptions = true,
		description = "How fast rumors spread: models of the literature beside their published and exact figures, "
				+ "and beside Starling's overlay. Writes theory.md and charts.")
public final class TheoryCommand implements Callable<Integer> {

	private static final int SMALLEST = 1000;

	@Option(names = "--out", paramLabel = "DIR", defaultValue = "target/theory",
			description = "Where to write theory.md and the charts (${DEFAULT-VALUE}).")
	private Path directory = Path.of("");

	@Option(names = "--members", paramLabel = "N", defaultValue = "100000",
			description = "The largest number of members, at least 1000 (${DEFAULT-VALUE}).")
	private int members;

	@Option(names = "--runs", paramLabel = "N", defaultValue = "200",
			description = "How many rumors to spread for each point at least (${DEFAULT-VALUE}).")
	private int runs;

	@Spec
	private @Nullable CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		CommandLine commandLine = commandLine();
		if (this.members < SMALLEST || this.runs < 1) {
			throw new CommandLine.ParameterException(commandLine,
					"--members must be at least " + SMALLEST + ", and --runs at least 1");
		}
		PrintWriter out = commandLine.getOut();
		try (Progress progress = new Progress("theory", -1)) {
			write(new TheoryStudy(this.members, this.runs, progress::step));
		}
		out.println("Written to " + this.directory + ": theory.md, theory/*.svg");
		out.flush();
		return 0;
	}

	private void write(TheoryStudy study) throws IOException {
		Path charts = Files.createDirectories(this.directory.resolve("theory"));
		for (Map.Entry<String, Drawing> chart : new TheoryCharts(study).all().entrySet()) {
			chart.getValue().writeSvg(charts.resolve(chart.getKey() + ".svg"));
		}
		Files.writeString(this.directory.resolve("theory.md"), new TheoryPage(study).text());
	}

	private CommandLine commandLine() {
		if (this.spec == null) {
			throw new IllegalStateException("Called without a command line");
		}
		return this.spec.commandLine();
	}

}
