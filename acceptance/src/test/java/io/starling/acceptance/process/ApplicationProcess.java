package io.starling.acceptance.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application in a process of its own, with this test's class path. What it says goes
 * to a file in {@code target/processes}. Ends with the test at the latest.
 */
public final class ApplicationProcess implements AutoCloseable {

	private static final Path LOGS = Path.of("target", "processes");

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	private static final Pattern STARTED = Pattern.compile("Started \\S+ in ");

	// Boot's developer tools are on the class path. Options may say otherwise.
	private static final String NO_RESTARTS = "-Dspring.devtools.restart.enabled=false";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final RestClient client = RestClient.create();

	private final Path log;

	private final Process process;

	private ApplicationProcess(Path log, Process process) {
		this.log = log;
		this.process = process;
	}

	/**
	 * Starts an application, and does not wait for it.
	 * @param name what its log is called
	 * @param main the class with the main method
	 * @param properties the application's properties, without dashes
	 * @return the process
	 */
	public static ApplicationProcess start(String name, Class<?> main, List<String> properties) {
		return start(name, List.of("-cp", classPath()), main,
				properties.stream().map((property) -> "--" + property).toList());
	}

	/**
	 * Starts any Java program, and does not wait for it.
	 * @param name what its log is called
	 * @param options what Java is told, the class path among it
	 * @param main the class with the main method
	 * @param arguments the program's arguments
	 * @return the process
	 */
	public static ApplicationProcess start(String name, List<String> options, Class<?> main, List<String> arguments) {
		return startOn(List.of(), name, options, main, arguments);
	}

	/**
	 * Starts any Java program somewhere else, and does not wait for it.
	 * @param where what stands before the command; has to become that command
	 * @param name what its log is called
	 * @param options what Java is told, the class path among it
	 * @param main the class with the main method
	 * @param arguments the program's arguments
	 * @return the process
	 */
	public static ApplicationProcess startOn(List<String> where, String name, List<String> options, Class<?> main,
			List<String> arguments) {
		List<String> command = new ArrayList<>(where);
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", NO_RESTARTS));
		command.addAll(options);
		command.addAll(List.of(Leash.class.getName(), main.getName()));
		command.addAll(arguments);
		try {
			Files.createDirectories(LOGS);
			Path log = Files.createTempFile(LOGS, name + "-", ".log");
			return new ApplicationProcess(log,
					new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns this test's class path.
	 * @return its entries, as Java takes them
	 */
	public static String classPath() {
		return System.getProperty("java.class.path");
	}

	/**
	 * Waits until the application's web server has started.
	 * @return where it is
	 */
	public URI url() {
		return URI.create("http://127.0.0.1:" + said(PORT).group(1));
	}

	/**
	 * Asks the application's web server once.
	 * @param path what for
	 * @return the answer, or what went wrong
	 */
	public String ask(String path) {
		return ask(url().resolve(path));
	}

	/**
	 * Asks a web server once.
	 * @param where the server, and what for
	 * @return the answer, or what went wrong
	 */
	public static String ask(URI where) {
		return client.get()
			.uri(where)
			.accept(MediaType.APPLICATION_JSON)
			.exchange((request, response) -> response.getStatusCode().is2xxSuccessful()
					? String.valueOf(response.bodyTo(String.class)) : "failed with " + response.getStatusCode());
	}

	/** Waits until the application has started. */
	public void awaitStart() {
		said(STARTED);
	}

	public long pid() {
		return this.process.pid();
	}

	/**
	 * Waits until the application has written something to its log.
	 * @param pattern what is to be found in a line
	 * @return the first place where it is
	 */
	public MatchResult said(Pattern pattern) {
		return await("'" + pattern + "' in " + this.log).pollInterval(Duration.ofMillis(50))
			.atMost(PATIENCE)
			.until(() -> {
				// Asked before, so that the last words of a process that ends are read,
				// too.
				boolean alive = this.process.isAlive();
				Optional<MatchResult> found = pattern.matcher(log()).results().findFirst();
				assertThat(alive || found.isPresent()).as(() -> "the process has ended; it said:\n" + log()).isTrue();
				return found;
			}, Optional::isPresent)
			.orElseThrow();
	}

	/**
	 * Returns all that the application has said.
	 * @return the text of its log
	 */
	public String log() {
		try {
			return Files.readString(this.log, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Kills the process: it can do nothing about it. Waits until it is gone. */
	public void kill() {
		this.process.destroyForcibly();
		awaitEnd();
	}

	/**
	 * Asks the application to end in good order. Does not wait. By its handle, because
	 * {@link Process#destroy()} also lets go of the leash.
	 */
	public void terminate() {
		this.process.toHandle().destroy();
	}

	/**
	 * Waits until the process is gone.
	 * @return its exit code
	 */
	public int awaitEnd() {
		return this.process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().exitValue();
	}

	@Override
	public void close() {
		kill();
	}

	@Override
	public String toString() {
		return this.log.getFileName() + ", process " + pid();
	}

}
