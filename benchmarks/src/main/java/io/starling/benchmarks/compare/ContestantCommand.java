package io.starling.benchmarks.compare;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * One trial in this JVM: what {@link CompareCommand} starts for each product and size.
 * Samples are written as they come, so that those before a failure are kept.
 */
@Command(name = "contestant", hidden = true, mixinStandardHelpOptions = true,
		description = "Measures one product at one size, here.")
public final class ContestantCommand implements Callable<Integer> {

	@Option(names = "--product", required = true, description = "${COMPLETION-CANDIDATES}.")
	@SuppressWarnings("NullAway.Init") // required
	private Product product;

	@Option(names = "--size", required = true, description = "How many members.")
	private int size;

	@Option(names = "--samples", required = true, description = "The file to write.")
	@SuppressWarnings("NullAway.Init") // required
	private Path samples;

	@Mixin
	private final Plan plan = new Plan();

	@Spec
	@SuppressWarnings("NullAway.Init") // set before the command is called
	private CommandSpec spec;

	@Override
	public Integer call() throws Exception {
		try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(this.samples), true)) {
			out.println(Sample.HEADER);
			new Trial(this.product, this.size, this.plan, (sample) -> out.println(sample.toLine()), this.spec).run();
		}
		// Some products leave threads behind that would keep the JVM alive; the command's
		// end ends it.
		return 0;
	}

}
