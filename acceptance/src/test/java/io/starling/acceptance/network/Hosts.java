package io.starling.acceptance.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Hosts of one machine: network namespaces that a bridge joins. That lives in a namespace
 * of its own, so nothing appears in the machine's own network, and nothing that hosts
 * send can leave it. Needs root, {@code ip} and {@code iptables}.
 */
final class Hosts implements AutoCloseable {

	private static final String PREFIX = "starling-it-";

	private static final String NETWORK = "10.89.0.";

	private static final Path NAMES = Path.of("/etc/netns");

	private static final long PATIENCE_SECONDS = 60;

	private final String own = PREFIX + ProcessHandle.current().pid() + "-";

	private final String bridge = this.own + "bridge";

	private int count;

	private Hosts() {
	}

	/**
	 * To be called before each test, not before all: only then the reports count what was
	 * skipped. With {@code STARLING_CI=true} in the environment a machine that cannot
	 * have such hosts is a failure.
	 */
	static void require() {
		String missing = Probe.MISSING;
		if (!missing.isEmpty() && "true".equals(System.getenv("STARLING_CI"))) {
			fail(missing);
		}
		assumeTrue(missing.isEmpty(), missing);
	}

	/** Makes the bridge, to which hosts may be added. */
	static Hosts create() {
		sweep();
		Hosts hosts = new Hosts();
		run("ip", "netns", "add", hosts.bridge);
		run("ip", "-n", hosts.bridge, "link", "add", "bridge", "type", "bridge", "forward_delay", "0");
		run("ip", "-n", hosts.bridge, "link", "set", "bridge", "up");
		return hosts;
	}

	/** Removes what a test has left behind that was killed. */
	private static void sweep() {
		run("ip", "netns", "list").lines()
			.map((line) -> line.split(" ", -1)[0])
			.filter((name) -> name.startsWith(PREFIX) && !isOwned(name))
			.forEach(Hosts::remove);
	}

	private static boolean isOwned(String name) {
		long owner = Long.parseLong(name.substring(PREFIX.length(), name.lastIndexOf('-')));
		return ProcessHandle.of(owner).isPresent();
	}

	private static void remove(String name) {
		run("ip", "netns", "del", name);
		try {
			Files.deleteIfExists(NAMES.resolve(name).resolve("hosts"));
			Files.deleteIfExists(NAMES.resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Makes a host that reaches all others. */
	Host add() {
		int number = ++this.count;
		Host host = new Host(this.own + number, NETWORK + number);
		String port = "p" + number;
		run("ip", "netns", "add", host.name);
		run("ip", "-n", this.bridge, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", host.name);
		run("ip", "-n", this.bridge, "link", "set", port, "master", "bridge", "up");
		run("ip", "-n", host.name, "link", "set", "lo", "up");
		run("ip", "-n", host.name, "addr", "add", host.address + "/24", "dev", "eth0");
		run("ip", "-n", host.name, "link", "set", "eth0", "up");
		host.nameItself();
		return host;
	}

	/** Removes all hosts. Whatever runs there has to have ended. */
	@Override
	public void close() {
		for (int number = 1; number <= this.count; number++) {
			remove(this.own + number);
		}
		remove(this.bridge);
	}

	private static String run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
			}
			return output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * One host.
	 *
	 * @param name its namespace
	 * @param address its address
	 */
	record Host(String name, String address) {

		/** Returns what to write before a command so that it runs here. */
		List<String> command() {
			return List.of("ip", "netns", "exec", this.name);
		}

		void run(String... command) {
			List<String> line = new ArrayList<>(command());
			line.addAll(List.of(command));
			Hosts.run(line.toArray(String[]::new));
		}

		/** There is no name server. {@code ip netns exec} puts this over /etc/hosts. */
		private void nameItself() {
			try {
				Path directory = Files.createDirectories(NAMES.resolve(this.name));
				String own = Files.readString(Path.of("/etc/hostname")).strip();
				Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n127.0.1.1 " + own + "\n");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/** Tries, once, what hosts need. */
	private static final class Probe {

		private static final String MISSING = find();

		private static String find() {
			String name = PREFIX + ProcessHandle.current().pid() + "-probe";
			try {
				Hosts.run("ip", "netns", "add", name);
			}
			catch (IllegalStateException | UncheckedIOException ex) {
				return "Network namespaces are not to be had, which need root and the package iproute2: "
						+ ex.getMessage();
			}
			try {
				new Host(name, "").run("iptables", "-w", "-A", "INPUT", "-p", "tcp", "-j", "REJECT", "--reject-with",
						"tcp-reset");
				return "";
			}
			catch (IllegalStateException | UncheckedIOException ex) {
				return "No firewall is to be had, which needs the package iptables: " + ex.getMessage();
			}
			finally {
				remove(name);
			}
		}

	}

}
