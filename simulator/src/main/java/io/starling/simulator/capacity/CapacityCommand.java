package io.starling.simulator.capacity;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.starling.simulator.chart.Drawing;
import io.starling.simulator.network.NetworkSettings;
import io.starling.simulator.options.Latency;
import io.starling.simulator.options.Progress;
import io.starling.simulator.options.Rate;
import io.starling.simulator.options.Stop;
import io.starling.simulator.options.TimeSpan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells what meshes of some sizes can do on a network. */
@Command(name = "capacity", mixinStandardHelpOptions = true, sortOptions = false,
		description = "Tells what a mesh can do: how fast changes spread and deaths are known, what it costs, "
				+ "how it forms and heals. The real engine in virtual time, for sizes that no laptop can hold as "
				+ "processes.",
		footer = { "", "Examples:", "  A mesh of 300 across a wide network that loses a packet in ten:",
				"    simulate capacity --members 300 --latency 10ms..80ms --loss 0.1",
				"  How things grow with the size, as a report with charts:",
				"    simulate capacity --members 10,100,1000 --out report", "  Figures for a program:",
				"    simulate capacity --members 100 --output json" })
public final class CapacityCommand implements Callable<Integer> {

	private static final int MOST_MEMBERS = 20_000;

	@Option(names = "--members", paramLabel = "N", split = ",", defaultValue = "10,100",
			description = "How many members; several sizes are measured one after the other (${DEFAULT-VALUE}).")
	private List<Integer> members = List.of();

	@Option(names = "--latency", paramLabel = "RANGE", defaultValue = "0.2ms..1ms", converter = Latency.Converter.class,
			description = "How long messages are on their way, each drawn from a range (${DEFAULT-VALUE}).")
	private Latency latency = new Latency(Duration.ZERO, Duration.ZERO);

	@Option(names = "--loss", paramLabel = "SHARE", defaultValue = "0",
			description = "The share of packets lost, 0 to below 1; TCP sends them again, later (${DEFAULT-VALUE}).")
	private double loss;

	@Option(names = "--churn", paramLabel = "RATE", defaultValue = "0", converter = Rate.Converter.class,
			description = "How often a member is killed and another one starts while changes are measured, "
					+ "as in 2/s (${DEFAULT-VALUE}).")
	private Rate churn = new Rate(0);

	@Option(names = "--changes", paramLabel = "N", defaultValue = "20",
			description = "How many changes of a row to measure (${DEFAULT-VALUE}).")
	private int changes;

	@Option(names = "--bytes", paramLabel = "N", defaultValue = "200",
			description = "How many bytes a change writes, 1 to 16000 (${DEFAULT-VALUE}).")
	private int bytes;

	@Option(names = "--events", paramLabel = "N", defaultValue = "5",
			description = "How many kills, silent deaths, arrivals and goodbyes to measure, each (${DEFAULT-VALUE}).")
	private int events;

	@Option(names = "--rest", paramLabel = "TIME", defaultValue = "10s", converter = TimeSpan.class,
			description = "How long to look at the mesh at rest (${DEFAULT-VALUE}).")
	private Duration rest = Duration.ZERO;

	@Option(names = "--partition", paramLabel = "TIME", defaultValue = "30s", converter = TimeSpan.class,
			description = "How long to cut a tenth of the members off; 0s for never (${DEFAULT-VALUE}).")
	private Duration partition = Duration.ZERO;

	@Option(names = "--seed", paramLabel = "SEED", defaultValue = "1",
			description = "Decides every chance: the same one leads to the same figures (${DEFAULT-VALUE}).")
	private long seed;

	@Option(names = "--output", paramLabel = "FORM", defaultValue = "table",
			description = "How to print the figures: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
	private Form form = Form.table;

	@Option(names = "--out", paramLabel = "DIR",
			description = "Also write charts (SVG, PNG), figures (JSON, CSV) and report.html there.")
	private @Nullable Path directory;

	@Spec
	private @Nullable CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		CommandLine commandLine = commandLine();
		check(commandLine);
		if (this.directory != null) {
			Files.createDirectories(this.directory);
		}
		try (Stop stop = new Stop()) {
			List<Findings> sizes = measure(stop);
			PrintWriter out = commandLine.getOut();
			out.print(print(sizes));
			if (this.directory != null) {
				write(sizes, this.directory, commandLine);
				commandLine.getErr().println("Written to " + this.directory + ": report.html, charts, figures");
			}
			out.flush();
			commandLine.getErr().flush();
			return sizes.stream().allMatch((size) -> size.end().isEmpty()) ? 0 : 1;
		}
	}

	private CommandLine commandLine() {
		if (this.spec == null) {
			throw new IllegalStateException("Called without a command line");
		}
		return this.spec.commandLine();
	}

	private void check(CommandLine commandLine) {
		require(commandLine, this.members.stream().allMatch((it) -> it >= 2 && it <= MOST_MEMBERS),
				"--members must be 2 to " + MOST_MEMBERS + ", not " + this.members);
		require(commandLine, this.loss >= 0 && this.loss < 1,
				"--loss must be at least 0 and below 1, not " + this.loss);
		require(commandLine, this.changes >= 0, "--changes must be 0 or more, not " + this.changes);
		require(commandLine, this.events >= 0, "--events must be 0 or more, not " + this.events);
		require(commandLine, this.bytes >= 1 && this.bytes <= 16_000, "--bytes must be 1 to 16000, not " + this.bytes);
		require(commandLine, !this.rest.isZero(), "--rest must be longer than zero");
	}

	private static void require(CommandLine commandLine, boolean condition, String message) {
		if (!condition) {
			throw new ParameterException(commandLine, message);
		}
	}

	private CapacityPlan plan() {
		NetworkSettings network = NetworkSettings.quiet()
			.withLatency(this.latency.min(), this.latency.max())
			.withLoss(this.loss);
		return new CapacityPlan(network, this.churn.perSecond(), this.changes, this.events, this.rest, this.partition,
				this.bytes, this.seed);
	}

	private List<Findings> measure(Stop stop) {
		CapacityPlan plan = plan();
		List<Findings> sizes = new ArrayList<>();
		try (Progress progress = new Progress("capacity", (long) this.members.size() * CapacityRun.steps(plan))) {
			for (int size : this.members) {
				if (!stop.isAsked()) {
					sizes.add(new CapacityRun(plan, size, stop, (what) -> progress.step(size + " members: " + what))
						.play());
				}
			}
		}
		return sizes;
	}

	private String print(List<Findings> sizes) {
		return switch (this.form) {
			case table -> new CapacityTable(sizes).text();
			case json -> new CapacityExport(sizes).json() + System.lineSeparator();
			case csv -> new CapacityExport(sizes).csv();
		};
	}

	private void write(List<Findings> sizes, Path directory, CommandLine commandLine) throws IOException {
		for (Map.Entry<String, Drawing> chart : new CapacityCharts(sizes).all().entrySet()) {
			chart.getValue().writeSvg(directory.resolve(chart.getKey() + ".svg"));
			chart.getValue().writePng(directory.resolve(chart.getKey() + ".png"));
		}
		CapacityExport export = new CapacityExport(sizes);
		Files.writeString(directory.resolve("figures.json"), export.json());
		Files.writeString(directory.resolve("figures.csv"), export.csv());
		String command = "simulate " + String.join(" ", commandLine.getParseResult().originalArgs());
		Files.writeString(directory.resolve("report.html"), new CapacityReport(sizes, command).html());
	}

	/** How figures are printed; the names are what people write. */
	enum Form {

		table, json, csv

	}

}
