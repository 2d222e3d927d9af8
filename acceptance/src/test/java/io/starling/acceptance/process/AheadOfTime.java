package io.starling.acceptance.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose beans are worked out ahead of time, as for a native image, and
 * which can then be started with them on a usual Java.
 */
public final class AheadOfTime {

	private final Class<?> main;

	private final List<String> properties;

	private final Path directory;

	private AheadOfTime(Class<?> main, List<String> properties, Path directory) {
		this.main = main;
		this.properties = properties;
		this.directory = directory;
	}

	/**
	 * Works the beans out and compiles what comes of it.
	 * @param main the class with the main method
	 * @param properties the application's properties, which decide what beans there are
	 * @param directory where the outcome is kept
	 * @return the application, ready to be started
	 * @throws IOException if the directory cannot be read
	 */
	public static AheadOfTime compile(Class<?> main, List<String> properties, Path directory) throws IOException {
		AheadOfTime application = new AheadOfTime(main, List.copyOf(properties), directory);
		application.generate();
		application.compile();
		return application;
	}

	private void generate() {
		List<String> arguments = new ArrayList<>(List.of(this.main.getName(), directory("sources"),
				directory("resources"), directory("classes"), "group", "artifact"));
		this.properties.forEach((property) -> arguments.add("--" + property));
		try (ApplicationProcess processor = ApplicationProcess.start("aot",
				List.of("-cp", ApplicationProcess.classPath()), SpringApplicationAotProcessor.class, arguments)) {
			assertThat(processor.awaitEnd()).as(processor::log).isZero();
		}
	}

	private void compile() throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-parameters", "-cp",
				ApplicationProcess.classPath(), "-d", directory("classes")));
		try (Stream<Path> files = Files.walk(this.directory.resolve("sources"))) {
			files.map(Path::toString).filter((name) -> name.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	/**
	 * Starts the application, and does not wait for it.
	 * @param name what its log is called
	 * @param more properties beside those that it was compiled with
	 * @return the process
	 */
	public ApplicationProcess start(String name, List<String> more) {
		String classPath = String.join(File.pathSeparator, directory("classes"), directory("resources"),
				ApplicationProcess.classPath());
		List<String> arguments = Stream.concat(this.properties.stream(), more.stream())
			.map((property) -> "--" + property)
			.toList();
		return ApplicationProcess.start(name, List.of("-Dspring.aot.enabled=true", "-cp", classPath), this.main,
				arguments);
	}

	private String directory(String name) {
		return this.directory.resolve(name).toString();
	}

}
