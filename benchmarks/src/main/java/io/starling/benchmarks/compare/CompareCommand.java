package io.starling.benchmarks.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.starling.benchmarks.measure.OwnNetwork;
import io.starling.simulator.chart.Drawing;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Starling beside others: each product and size in a JVM of its own, one after the other,
 * each in a network namespace of its own where that can be had.
 */
@Command(name = "compare", mixinStandardHelpOptions = true, usageHelpAutoWidth = true,
		description = "Starling beside ScaleCube Cluster and JGroups: a table, a CSV and a picture.")
public final class CompareCommand implements Callable<Integer> {

	@Parameters(paramLabel = "SIZE", description = "How many members, one mesh after the other (10 50 100).")
	private List<Integer> sizes = List.of(10, 50, 100);

	@Option(names = "--products", paramLabel = "NAME", split = ",", defaultValue = "STARLING,SCALECUBE,JGROUPS",
			description = "Whom to measure (${DEFAULT-VALUE}).")
	private List<Product> products = List.of();

	@Option(names = "--out", paramLabel = "DIR", defaultValue = "target/comparison",
			description = "Where to write the results (${DEFAULT-VALUE}).")
	private Path directory = Path.of("target");

	@Mixin
	private final Plan plan = new Plan();

	@Spec
	@SuppressWarnings("NullAway.Init") // set before the command is called
	private CommandSpec spec;

	@Override
	public Integer call() throws IOException {
		checkOptions();
		Files.createDirectories(this.directory);
		PrintWriter out = this.spec.commandLine().getOut();
		List<Sample> samples = new ArrayList<>();
		boolean complete = true;
		for (int size : this.sizes) {
			for (Product product : this.products) {
				out.println("Measuring " + product.title() + " at " + size + " members");
				out.flush();
				int code = measure(product, size, samples);
				if (code != 0) {
					complete = false;
					out.println("FAILED: " + product.title() + " at " + size + " members, exit code " + code);
				}
			}
		}
		show(new Results(samples), out);
		return complete ? 0 : 1;
	}

	private void checkOptions() {
		try {
			this.plan.check();
		}
		catch (IllegalArgumentException ex) {
			throw new CommandLine.ParameterException(this.spec.commandLine(), ex.getMessage(), ex);
		}
		for (int size : this.sizes) {
			if (size < 5 || size > 500) {
				throw new CommandLine.ParameterException(this.spec.commandLine(), "SIZE must be 5 to 500, not " + size);
			}
		}
	}

	private int measure(Product product, int size, List<Sample> samples) throws IOException {
		Path file = Files.createTempFile("samples", ".csv");
		try {
			List<String> arguments = new ArrayList<>(List.of("contestant", "--product=" + product.name(),
					"--size=" + size, "--samples=" + file.toAbsolutePath()));
			arguments.addAll(this.plan.toArguments());
			int code = OwnNetwork.runApart(this.spec, arguments, product.libraries());
			Files.readAllLines(file).stream().skip(1).map(Sample::parse).forEach(samples::add);
			return code;
		}
		finally {
			Files.delete(file);
		}
	}

	private void show(Results results, PrintWriter out) throws IOException {
		String text = environment() + "\n\n" + new ComparisonTable(results).text();
		out.println(text);
		Files.writeString(this.directory.resolve("comparison.md"), text);
		List<String> lines = new ArrayList<>(List.of(Sample.HEADER));
		results.samples().forEach((sample) -> lines.add(sample.toLine()));
		Files.write(this.directory.resolve("comparison.csv"), lines);
		Drawing picture = new Picture(results).drawing();
		picture.writePng(this.directory.resolve("comparison.png"));
		picture.writeSvg(this.directory.resolve("comparison.svg"));
		out.println("Written to " + this.directory + ": comparison.md, .csv, .png, .svg");
		out.flush();
	}

	private static String environment() {
		String network = OwnNetwork.isAvailable() ? "each in a network namespace of its own"
				: "**not in network namespaces of their own: other traffic on loopback counts, too**";
		return "One JVM for each product and size, all members in it, on loopback; " + network + ". Java "
				+ System.getProperty("java.version") + ", " + Runtime.getRuntime().availableProcessors()
				+ " processors. Ratios are medians against Starling's.";
	}

}
