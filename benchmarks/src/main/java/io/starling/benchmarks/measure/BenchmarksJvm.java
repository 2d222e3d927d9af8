package io.starling.benchmarks.measure;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Model.CommandSpec;

/**
 * How to run the benchmarks' command line in another JVM, with this one's options and
 * class path.
 */
final class BenchmarksJvm {

	private BenchmarksJvm() {
	}

	/**
	 * Returns the command for the operating system.
	 * @param first what comes before this JVM's class path, or nothing
	 */
	static List<String> command(CommandSpec spec, List<String> arguments, String... first) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
		String mainClass = spec.root().userObject().getClass().getName();
		List<String> classPath = new ArrayList<>(List.of(first));
		classPath.add(System.getProperty("java.class.path"));
		command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), mainClass));
		command.addAll(arguments);
		return command;
	}

}
