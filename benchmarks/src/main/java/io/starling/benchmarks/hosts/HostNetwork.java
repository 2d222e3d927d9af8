package io.starling.benchmarks.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hosts and their network, made and hurt by {@code network.sh}, which lies beside
 * this class. One at a time on a machine. Safe on any thread: one command runs at a time,
 * so that closing waits for what is under way.
 */
final class HostNetwork {

	private static final String HOST = "starling-h";

	private final String script = readScript();

	private List<String> addresses = List.of();

	/** True from when the names are this run's: only then is there anything to remove. */
	private boolean claimed;

	private boolean closed;

	/** Removes what a killed run has left behind; fails if the run is alive. */
	static void removeLeftovers() {
		new HostNetwork().run("sweep");
	}

	/**
	 * Takes the names of the network; it has no hosts yet.
	 * @throws IllegalStateException if another run has them, or something is missing on
	 * this machine: the script has said what
	 */
	synchronized void claim() {
		run("claim");
		this.claimed = true;
	}

	private static String readScript() {
		try (InputStream in = HostNetwork.class.getResourceAsStream("network.sh")) {
			if (in == null) {
				throw new IllegalStateException("network.sh is missing beside " + HostNetwork.class);
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Makes hosts 1 to {@code count}. */
	synchronized void up(int count) {
		this.addresses = run("up", count);
	}

	/** Returns the address of a host. */
	synchronized String address(int host) {
		return this.addresses.get(host - 1);
	}

	/** Returns what to write before a command so that it runs on a host. */
	static List<String> commandOn(int host) {
		return List.of("ip", "netns", "exec", HOST + host);
	}

	void unplug(int host) {
		run("unplug", host);
	}

	void plug(int host) {
		run("plug", host);
	}

	/** Parts the hosts of even numbers from those of odd ones. */
	void part() {
		run("part");
	}

	/** Ends {@link #part()}. */
	void join() {
		run("join");
	}

	/** Lets each host lose so many percent of the packets that arrive. */
	void lose(int percent) {
		run("loss", percent);
	}

	/** Lets a host lose all that another one sends. */
	void cutOneWay(int sender, int receiver) {
		run("oneway", sender, receiver);
	}

	/**
	 * Ends all losses and one-way cuts.
	 * @return what they did on each host where there were any
	 */
	synchronized List<Dropped> heal() {
		List<Dropped> dropped = run("dropped").stream().map(Dropped::parse).toList();
		run("heal");
		return dropped;
	}

	/** Removes the network, if it is this run's. */
	synchronized void close() {
		if (this.claimed && !this.closed) {
			run("down");
		}
		this.closed = true;
	}

	/**
	 * What became of the packets that came to a host while some were dropped.
	 *
	 * @param arrived how many came
	 * @param lost how many of them were dropped
	 */
	record Dropped(long arrived, long lost) {

		private static Dropped parse(String line) {
			int blank = line.indexOf(' ');
			return new Dropped(Long.parseLong(line.substring(0, blank)), Long.parseLong(line.substring(blank + 1)));
		}

		double percent() {
			return 100.0 * this.lost / Math.max(1, this.arrived);
		}

	}

	private synchronized List<String> run(String command, Object... arguments) {
		if (this.closed) {
			throw new IllegalStateException("The network is down");
		}
		List<String> line = new ArrayList<>(List.of("bash", "-c", this.script, "network.sh", command));
		Arrays.stream(arguments).map(Object::toString).forEach(line::add);
		try {
			Process process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			int code = process.waitFor();
			if (code != 0) {
				throw new IllegalStateException(
						"network.sh " + String.join(" ", line.subList(4, line.size())) + " failed with code " + code);
			}
			return output.lines().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the network's script ran", ex);
		}
	}

}
