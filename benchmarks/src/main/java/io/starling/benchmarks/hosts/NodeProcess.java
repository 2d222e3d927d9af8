package io.starling.benchmarks.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.starling.benchmarks.hosts.Event.Neighbours;
import io.starling.benchmarks.hosts.Event.Ready;
import io.starling.benchmarks.hosts.Event.Started;
import io.starling.mesh.model.MemberId;

/**
 * One {@link HostNode} in a JVM on its host, seen from outside.
 */
final class NodeProcess {

	/** Small, and quick to start: dozens of them share a few cores. */
	private static final List<String> JVM = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx48m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData",
			"-Dlogback.configurationFile=io/starling/benchmarks/hosts/node-logback.xml", "-cp",
			System.getProperty("java.class.path"), HostNode.class.getName());

	private static final long PATIENCE_SECONDS = 60;

	private final int host;

	private final Process process;

	private final Thread reader;

	private final CompletableFuture<Ready> ready = new CompletableFuture<>();

	private final CompletableFuture<Started> started = new CompletableFuture<>();

	private volatile CompletableFuture<Neighbours> neighbours = new CompletableFuture<>();

	private NodeProcess(int host, Process process, Path events, Consumer<Sighting> listener) {
		this.host = host;
		this.process = process;
		this.reader = new Thread(() -> read(events, listener), "host-" + host);
		this.reader.setDaemon(true);
	}

	/**
	 * Starts a JVM on a host, which then waits for {@link #start()}.
	 * @param host the host's number
	 * @param addresses where to listen, and then the seeds
	 * @param directory where to write all that it prints
	 * @param listener is told of each event on a thread of the node's own
	 */
	static NodeProcess launch(int host, List<String> addresses, Path directory, Consumer<Sighting> listener) {
		List<String> command = new ArrayList<>(HostNetwork.commandOn(host));
		command.addAll(JVM);
		command.addAll(addresses);
		try {
			Process process = new ProcessBuilder(command)
				.redirectError(ProcessBuilder.Redirect.appendTo(directory.resolve("n" + host + ".log").toFile()))
				.start();
			NodeProcess node = new NodeProcess(host, process, directory.resolve("n" + host + ".events"), listener);
			node.reader.start();
			return node;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(Path events, Consumer<Sighting> listener) {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.US_ASCII);
				Writer raw = Files.newBufferedWriter(events, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				raw.append(line).append('\n');
				Sighting sighting = EventLine.read(this.host, line);
				listener.accept(sighting);
				answer(sighting.event());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			IllegalStateException end = new IllegalStateException(this + " has ended; its log says why");
			this.ready.completeExceptionally(end);
			this.started.completeExceptionally(end);
			this.neighbours.completeExceptionally(end);
		}
	}

	private void answer(Event event) {
		if (event instanceof Ready it) {
			this.ready.complete(it);
		}
		else if (event instanceof Started it) {
			this.started.complete(it);
		}
		else if (event instanceof Neighbours it) {
			this.neighbours.complete(it);
		}
	}

	int host() {
		return this.host;
	}

	/** Waits until the JVM is warm. */
	void awaitReady() {
		this.ready.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
	}

	/** Lets the member start. */
	void start() {
		command("start");
	}

	/** Returns the member's id, and waits for its start if need be. */
	MemberId id() {
		return this.started.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().id();
	}

	/** Writes the member's row anew. */
	void put() {
		command("put");
	}

	/** Asks for the members that this one wants links with. */
	List<MemberId> neighbours() {
		this.neighbours = new CompletableFuture<>();
		command("neighbours");
		return this.neighbours.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().neighbours();
	}

	/** Lets the member say goodbye, and waits for the end of the process. */
	void leave() {
		command("leave");
		awaitEnd();
	}

	/** Kills the process with signal 9, and waits until it is gone. */
	void kill() {
		close();
		awaitEnd();
	}

	private void awaitEnd() {
		try {
			if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException(this + " does not end");
			}
			this.reader.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Stops the process in its tracks. */
	void freeze() {
		signal("STOP");
	}

	/** Ends {@link #freeze()}. */
	void thaw() {
		signal("CONT");
	}

	private void signal(String name) {
		try {
			// Bash has its own kill; not every machine has the command.
			int code = new ProcessBuilder("bash", "-c", "kill -" + name + " " + this.process.pid()).inheritIO()
				.start()
				.waitFor();
			if (code != 0) {
				throw new IllegalStateException(this + " cannot be sent the signal " + name);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void command(String command) {
		try {
			Writer commands = this.process.outputWriter(StandardCharsets.US_ASCII);
			commands.write(command + "\n");
			commands.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this + " takes no commands", ex);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	Usage usage() {
		try {
			return Usage.of(this.process.toHandle());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this + " has no counters", ex);
		}
	}

	/** Ends the process, frozen or not, without a goodbye. */
	void close() {
		// The process's own method would also close the streams, and lose what it said
		// last.
		this.process.toHandle().destroyForcibly();
	}

	@Override
	public String toString() {
		return "n" + this.host;
	}

}
