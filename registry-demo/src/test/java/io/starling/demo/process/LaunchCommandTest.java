package io.starling.demo.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaunchCommandTest {

	@Test
	void startsTheJarThatRunsHereWithWhatTheInstanceNeedsToKnow() {
		LaunchCommand command = new LaunchCommand(Path.of("demo.jar"), "Main", Path.of("logs"),
				Map.of("starling.mesh", "flock"));
		List<String> words = command.command(Slot.of("inventory", 2));
		assertThat(words).containsSequence("-jar", "demo.jar", ParentWatch.ARGUMENT, "--role=inventory");
		assertThat(words).contains("--demo.name=inventory-2", "--starling.zone=b", "--starling.mesh=flock",
				"--server.address=127.0.0.1");
	}

	@Test
	void startsFromTheClassPathWhereThereIsNoJar() {
		LaunchCommand command = new LaunchCommand(null, "Main", Path.of("logs"), Map.of());
		assertThat(command.command(Slot.of("inventory", 1))).containsSequence("-cp",
				System.getProperty("java.class.path"), "Main");
	}

}
