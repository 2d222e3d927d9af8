package io.starling.demo.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How an instance is started: by the java that runs here, from the jar that runs here (or
 * the class path, in an IDE), with flags that let half a dozen of them start quickly on a
 * small machine.
 *
 * @param jar the jar to start; null for the class path of this process
 * @param mainClass the class to start where there is no jar
 * @param logs the folder for the logs, one file an instance
 * @param properties what every instance is told, by property name
 */
public record LaunchCommand(@Nullable Path jar, String mainClass, Path logs, Map<String, String> properties) {

	private static final List<String> FLAGS = List.of("-Xmx128m", "-Xss512k", "-XX:+UseSerialGC",
			"-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

	/**
	 * Copies the properties.
	 */
	public LaunchCommand {
		properties = Map.copyOf(properties);
	}

	/**
	 * Starts a process that ends when this one does.
	 * @param slot what to start
	 * @return the process
	 * @throws IOException if the operating system refuses
	 */
	Process start(Slot slot) throws IOException {
		Files.createDirectories(this.logs);
		Path log = log(slot.name());
		if (Files.exists(log)) {
			// What a killed process wrote last is what people want to read.
			Files.move(log, this.logs.resolve(slot.name() + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
		}
		return new ProcessBuilder(command(slot)).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	/**
	 * Returns where an instance writes its log.
	 * @param name the instance
	 * @return the file
	 */
	Path log(String name) {
		return this.logs.resolve(name + ".log");
	}

	List<String> command(Slot slot) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(FLAGS);
		if (this.jar != null) {
			command.addAll(List.of("-jar", this.jar.toString()));
		}
		else {
			command.addAll(List.of("-cp", System.getProperty("java.class.path"), this.mainClass));
		}
		command.addAll(List.of(ParentWatch.ARGUMENT, "--role=" + slot.service(),
				"--spring.application.name=" + slot.service(), "--demo.name=" + slot.name(),
				"--starling.zone=" + slot.zone(), "--server.address=127.0.0.1", "--server.port=0"));
		this.properties.forEach((name, value) -> command.add("--" + name + "=" + value));
		return command;
	}

}
