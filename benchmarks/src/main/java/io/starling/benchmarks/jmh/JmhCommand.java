package io.starling.benchmarks.jmh;

import java.util.List;
import java.util.concurrent.Callable;

import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Hands the command line to JMH.
 */
@Command(name = "jmh", mixinStandardHelpOptions = true, usageHelpAutoWidth = true,
		description = "Hot paths under JMH: discovery, reading, merging, digest, encoding, decoding.",
		footer = { "", "Examples: jmh                 all of them",
				"          jmh Lookup          those whose name contains it",
				"          jmh -f 1 -prof gc   with options of JMH",
				"          jmh -- -h           what options JMH has" })
public final class JmhCommand implements Callable<Integer> {

	@Parameters(paramLabel = "ARGUMENT", description = "Given to JMH.")
	private List<String> arguments = List.of();

	@Override
	public Integer call() throws Exception {
		Main.main(this.arguments.toArray(String[]::new));
		return 0;
	}

}
