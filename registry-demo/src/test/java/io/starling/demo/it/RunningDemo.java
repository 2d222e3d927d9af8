package io.starling.demo.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo as a person starts it: {@code java -jar registry-demo.jar}, only on a port of
 * its own. What it says goes to this test's output.
 */
final class RunningDemo implements AutoCloseable {

	private static final Path JAR = Path.of("target", "registry-demo.jar");

	private static final Pattern UP = Pattern.compile("is up: (http://\\S+)");

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final CompletableFuture<URI> url = new CompletableFuture<>();

	private final long begun = System.nanoTime();

	private final Process process;

	private volatile Duration firstWord = Duration.ofDays(1);

	private RunningDemo(List<String> command) throws IOException {
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		Thread reader = new Thread(this::read, "demo-output");
		reader.setDaemon(true);
		reader.start();
	}

	static RunningDemo start(String name, String... args) throws IOException {
		assertThat(Files.exists(JAR)).as("%s; build it first: mvn package", JAR).isTrue();
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx192m",
				"-XX:TieredStopAtLevel=1", "-jar", JAR.toAbsolutePath().toString(), "--server.port=0",
				"--demo.browser=false", "--demo.logs=" + Path.of("target", "demo-logs", name).toAbsolutePath()));
		command.addAll(List.of(args));
		return new RunningDemo(command);
	}

	/**
	 * Waits until the page can be seen.
	 * @return what talks to the console
	 */
	ConsoleClient console() {
		return new ConsoleClient(this.url.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
	}

	/**
	 * Returns how long the first line of output took.
	 * @return the time from the start
	 */
	Duration firstWord() {
		return this.firstWord;
	}

	Process process() {
		return this.process;
	}

	List<ProcessHandle> children() {
		return this.process.descendants().toList();
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (this.firstWord.toDays() > 0) {
					this.firstWord = Duration.ofNanos(System.nanoTime() - this.begun);
				}
				System.out.println("  | " + line);
				Matcher up = UP.matcher(line);
				if (up.find()) {
					this.url.complete(URI.create(up.group(1)));
				}
			}
		}
		catch (IOException ex) {
			// The process is gone.
		}
		this.url.completeExceptionally(new UncheckedIOException(new IOException("The demo ended before it was up")));
	}

	/** Ends everything that may be left, however the test went. */
	@Override
	public void close() {
		List<ProcessHandle> children = children();
		this.process.destroy();
		this.process.onExit().completeOnTimeout(this.process, 15, TimeUnit.SECONDS).join();
		this.process.destroyForcibly();
		children.forEach(ProcessHandle::destroyForcibly);
	}

}
