package io.starling.benchmarks.compare;

import java.util.List;
import java.util.concurrent.Callable;

import io.starling.benchmarks.measure.DoomedProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * One member of a product in a process of its own: whom {@link Trial} kills.
 */
@Command(name = "victim", hidden = true, mixinStandardHelpOptions = true,
		description = "Starts one member of a product, to be killed.")
public final class VictimCommand implements Callable<Integer> {

	@Option(names = "--product", required = true, description = "${COMPLETION-CANDIDATES}.")
	@SuppressWarnings("NullAway.Init") // required
	private Product product;

	@Option(names = "--number", required = true, description = "Tells it from the other members.")
	private int number;

	@Option(names = "--seeds", required = true, split = ",", description = "Addresses of the first members.")
	private List<String> seeds = List.of();

	@Spec
	@SuppressWarnings("NullAway.Init") // set before the command is called
	private CommandSpec spec;

	@Override
	public Integer call() throws Exception {
		ContestantMember member = this.product.contestant().start(this.number, this.seeds);
		DoomedProcess.awaitDeath(this.spec.commandLine().getOut(), List.of(member.name()));
		return 0;
	}

}
