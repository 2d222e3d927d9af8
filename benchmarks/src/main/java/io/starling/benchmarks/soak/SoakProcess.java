package io.starling.benchmarks.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One member in a process of its own, seen from outside.
 */
final class SoakProcess {

	private static final List<String> JVM = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx64m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
			"-Dlogback.configurationFile=io/starling/benchmarks/hosts/node-logback.xml", "-cp",
			System.getProperty("java.class.path"), SoakMember.class.getName());

	private static final long PATIENCE_SECONDS = 60;

	private final Process process;

	private volatile CompletableFuture<SortedMap<String, Long>> answer = new CompletableFuture<>();

	private SoakProcess(Process process) {
		this.process = process;
	}

	/**
	 * Starts a member, and does not wait for it.
	 * @param port its port
	 * @param seeds the ports to look for others at
	 * @param log where to write what it tells its operator
	 */
	static SoakProcess start(int port, List<Integer> seeds, Path log) {
		List<String> command = new ArrayList<>(JVM);
		command.add(Integer.toString(port));
		seeds.forEach((seed) -> command.add(Integer.toString(seed)));
		try {
			Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
				.start();
			SoakProcess member = new SoakProcess(process);
			Thread reader = new Thread(member::read, "soak-" + port);
			reader.setDaemon(true);
			reader.start();
			return member;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.US_ASCII)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith(SoakMember.SAMPLE)) {
					this.answer.complete(parse(line.substring(SoakMember.SAMPLE.length())));
				}
			}
		}
		catch (IOException ex) {
			// As good as the end.
		}
		finally {
			this.answer.completeExceptionally(new IllegalStateException("The member has ended; its log says why"));
		}
	}

	private static SortedMap<String, Long> parse(String line) {
		SortedMap<String, Long> sample = new TreeMap<>();
		for (String entry : line.split(";", -1)) {
			int end = entry.lastIndexOf('=');
			sample.put(entry.substring(0, end), Long.valueOf(entry.substring(end + 1)));
		}
		return sample;
	}

	/** Asks the member what it holds; one question at a time. */
	CompletableFuture<SortedMap<String, Long>> sample() {
		this.answer = new CompletableFuture<SortedMap<String, Long>>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
		command("sample");
		return this.answer;
	}

	/** Does nothing if the member has ended meanwhile. */
	void command(String command) {
		try {
			Writer commands = this.process.outputWriter(StandardCharsets.US_ASCII);
			commands.write(command + "\n");
			commands.flush();
		}
		catch (IOException ex) {
			// Whoever waits for an answer is told.
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** Lets the member say goodbye, and waits for its end. */
	void leave() {
		command("leave");
		awaitEnd();
	}

	/** Kills the process, frozen or not, with signal 9, and waits until it is gone. */
	void kill() {
		this.process.destroyForcibly();
		awaitEnd();
	}

	private void awaitEnd() {
		try {
			if (!this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Stops the process in its tracks for a while. Somebody else lets it go on, so that
	 * it does even if this process is killed meanwhile; then it ends.
	 */
	void freeze(Duration time) {
		String pid = Long.toString(this.process.pid());
		try {
			new ProcessBuilder("bash", "-c",
					"kill -STOP " + pid + "; sleep " + time.toSeconds() + "; kill -CONT " + pid + " 2>/dev/null")
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
