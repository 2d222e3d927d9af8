package io.starling.benchmarks.hosts;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Makes hosts, starts a member on each, causes trouble, prints a table of figures, and
 * removes everything again, also when it is interrupted. Needs root.
 */
public final class HostsBenchmark {

	private static final String USAGE = """
			Options, each as --name=value:
			  hosts         how many hosts, each with one member in a JVM of its own (50)
			  start-millis  the pause between the starts of two members (1000)
			  victims       how many members are hurt one after the other (5)
			  scenarios     %s (all), in this order
			  loss-percent  packets lost of a hundred (20)
			  loss-seconds  for how long (120)
			  idle-seconds  how long to measure what members cost at rest (60)
			  cut-seconds   how long partitions and one-way cuts last (30)
			  out           where to write events, logs and the table (a new temporary directory)
			or alone:
			  --down        removes what a killed run has left behind
			""".formatted(Scenario.names());

	private HostsBenchmark() {
	}

	/**
	 * Runs what the options say. Ends with 0 whatever the figures are, with 1 if the
	 * benchmark itself failed, and with 2 if an option is wrong.
	 * @param options see the usage, which a wrong one prints
	 */
	public static void main(String[] options) {
		try {
			if (options.length == 1 && options[0].equals("--down")) {
				removeLeftovers();
				return;
			}
			HostsPlan plan = HostsPlan.defaults();
			for (String option : options) {
				plan = plan.with(option);
			}
			run(plan);
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage() + "\n\n" + USAGE);
			System.exit(2);
		}
		catch (IOException | RuntimeException ex) {
			ex.printStackTrace();
			System.exit(1);
		}
	}

	/**
	 * Removes hosts that a killed run has left behind, and ends what runs on them.
	 * @throws IllegalStateException if that failed, because the run is alive for
	 * instance; the reason is on standard error
	 */
	public static void removeLeftovers() {
		HostNetwork.removeLeftovers();
	}

	/**
	 * Runs a plan, and prints the table on standard output and its progress on standard
	 * error.
	 * @param plan what to run
	 * @throws IOException if the directory for events cannot be written to
	 * @throws IllegalStateException if the benchmark failed, because another one runs or
	 * something is missing on this machine, for instance
	 */
	public static void run(HostsPlan plan) throws IOException {
		Path wanted = plan.directory();
		Path directory = (wanted != null) ? Files.createDirectories(wanted)
				: Files.createTempDirectory("starling-hosts-");
		try (Journal journal = Journal.in(directory)) {
			HostNetwork network = new HostNetwork();
			HostMesh mesh = new HostMesh(network, plan, directory, journal);
			try (Teardown teardown = new Teardown(mesh, network)) {
				teardown.guard();
				network.claim();
				journal.say(plan.hosts() + " hosts; events and logs are in " + directory);
				network.up(plan.hosts());
				measure(plan, mesh, directory);
			}
		}
	}

	private static void measure(HostsPlan plan, HostMesh mesh, Path directory) throws IOException {
		Report report = new Report(mesh.journal());
		try {
			run(plan, mesh, report);
		}
		finally {
			System.out.println(report);
			Files.writeString(directory.resolve("table.txt"), report + "\n");
		}
	}

	/** Who else keeps the machine busy spoils the figures, so say it beside them. */
	private static String loadAverage() {
		return String.format(Locale.ROOT, " (the machine's load average: %.1f)",
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
	}

	private static void run(HostsPlan plan, HostMesh mesh, Report report) {
		mesh.journal().say("form" + loadAverage());
		new Forming().run(mesh, report);
		for (Scenario scenario : plan.scenarios()) {
			mesh.journal().say(scenario.option() + loadAverage());
			scenario.experiment().run(mesh, report);
			mesh.checkAlive();
		}
	}

}
