package io.starling.demo.console;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.starling.demo.DemoApplication;
import io.starling.demo.console.LogLine.Tone;
import io.starling.demo.process.LaunchCommand;
import io.starling.demo.process.Supervisor;
import io.starling.demo.web.BrowserGuard;
import io.starling.mesh.Mesh;
import io.starling.mesh.overlay.Rings;
import io.starling.mesh.protocol.Settings;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The console: an application like the others, which registers nothing and watches all.
 */
@SpringBootApplication
@EnableConfigurationProperties(ConsoleProperties.class)
public class ConsoleApplication {

	@Bean
	BrowserGuard browserGuard() {
		return new BrowserGuard(true);
	}

	@Bean
	SiteHeaders siteHeaders() {
		return new SiteHeaders();
	}

	@Bean
	MeshView meshView(Mesh mesh) {
		return new LiveMesh(mesh);
	}

	@Bean
	Overlay overlay() {
		int rings = Settings.defaults().rings();
		return (member, present) -> Rings.around(member, present, rings);
	}

	@Bean
	EventLog eventLog() {
		return new EventLog();
	}

	@Bean
	Supervisor supervisor(ConsoleProperties properties, MeshView mesh, Environment environment, EventLog log) {
		int atOnce = Math.max(2, Runtime.getRuntime().availableProcessors());
		return new Supervisor(() -> launchCommand(properties, mesh, environment.getProperty("local.server.port", "0")),
				properties.slots(), atOnce, (name, what) -> log.add(Tone.PLAIN, name, what));
	}

	@Bean
	Controls controls(MeshView mesh, Supervisor supervisor, EventLog log, ConsoleProperties properties) {
		return new Controls(mesh, supervisor, log, properties.supervise());
	}

	@Bean
	PageStream pageStream(JsonMapper json) {
		return new PageStream(json);
	}

	@Bean
	ConsoleFeed consoleFeed(MeshView mesh, Controls controls, PageStream stream, EventLog log, Overlay overlay) {
		return new ConsoleFeed(mesh, controls, stream, log, overlay);
	}

	@Bean
	PageController pageController(ConsoleFeed feed, Controls controls) {
		return new PageController(feed, controls);
	}

	@Bean
	ConsoleLife consoleLife(ConsoleProperties properties, Environment environment, Supervisor supervisor,
			ConsoleFeed feed, EventLog log) {
		return new ConsoleLife(properties, environment, supervisor, feed, log);
	}

	// The instances are given one address to start from; they learn all others from
	// there.
	private static LaunchCommand launchCommand(ConsoleProperties properties, MeshView mesh, String port) {
		File source = new ApplicationHome(DemoApplication.class).getSource();
		Path here = (source != null) ? source.toPath() : Path.of("classes");
		Path logs = properties.logs();
		return new LaunchCommand(Files.isRegularFile(here) ? here : null, DemoApplication.class.getName(),
				(logs != null) ? logs : here.resolveSibling("demo-logs").resolve(port),
				Map.of("starling.mesh", mesh.name(), "starling.bind-address", "127.0.0.1", "starling.port", "0",
						"starling.seeds", mesh.address()));
	}

}
