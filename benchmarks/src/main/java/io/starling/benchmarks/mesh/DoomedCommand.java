package io.starling.benchmarks.mesh;

import java.util.List;
import java.util.concurrent.Callable;

import io.starling.benchmarks.measure.DoomedProcess;
import io.starling.mesh.model.Endpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Many members of a mesh in a process of their own: whom {@link ScaleCommand} kills at
 * once.
 */
@Command(name = "doomed", hidden = true, mixinStandardHelpOptions = true,
		description = "Starts members that join others, to be killed.")
public final class DoomedCommand implements Callable<Integer> {

	@Option(names = "--members", required = true, description = "How many.")
	private int members;

	@Option(names = "--seeds", required = true, split = ",", description = "Addresses of the first members.")
	private List<String> seeds = List.of();

	@Spec
	@SuppressWarnings("NullAway.Init") // set before the command is called
	private CommandSpec spec;

	@Override
	public Integer call() throws Exception {
		try (LocalMesh mesh = new LocalMesh(this.seeds.stream().map(Endpoint::parse).toList())) {
			for (int i = 0; i < this.members; i++) {
				mesh.start();
			}
			DoomedProcess.awaitDeath(this.spec.commandLine().getOut(),
					mesh.members().stream().map((member) -> member.snapshot().self().toString()).toList());
		}
		return 0;
	}

}
