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

	private HostsBenchmark() {
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
