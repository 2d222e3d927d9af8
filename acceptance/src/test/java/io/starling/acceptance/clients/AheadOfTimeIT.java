package io.starling.acceptance.clients;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;

import static io.starling.acceptance.process.ProcessMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose beans are worked out ahead of time, as for a native image. The
 * load balancers' contexts have to be known then.
 */
class AheadOfTimeIT {

	private static final List<String> PROPERTIES = List.of("spring.application.name=shop",
			"spring.main.web-application-type=servlet", "spring.cloud.refresh.enabled=false",
			"spring.cloud.loadbalancer.eager-load.clients=inventory");

	@TempDir
	private Path directory;

	@Test
	void findsAndCallsOthers() throws IOException {
		try (ProcessMesh mesh = new ProcessMesh()) {
			ApplicationProcess inventory = mesh.start("inventory", Inventory.class,
					"spring.main.web-application-type=servlet");
			generate();
			compile();
			try (ApplicationProcess shop = start(mesh)) {
				assertThat(shop.url()).isNotNull();
				assertThat(shop.log()).contains("Starting AOT-processed ServletShop");
				Stream.of("/feign", "/rest-client", "/http-interface")
					.map(shop.url()::resolve)
					.forEach((way) -> eventually(
							() -> assertThat(Customer.ask(way)).isEqualTo(String.valueOf(inventory.pid()))));
			}
		}
	}

	private void generate() {
		List<String> arguments = new ArrayList<>(List.of(ServletShop.class.getName(), directory("sources"),
				directory("resources"), directory("classes"), "group", "artifact"));
		PROPERTIES.forEach((property) -> arguments.add("--" + property));
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

	private ApplicationProcess start(ProcessMesh mesh) {
		String classPath = String.join(File.pathSeparator, directory("classes"), directory("resources"),
				ApplicationProcess.classPath());
		List<String> arguments = Stream.concat(mesh.properties().stream(), PROPERTIES.stream())
			.map((property) -> "--" + property)
			.toList();
		return ApplicationProcess.start("shop", List.of("-Dspring.aot.enabled=true", "-cp", classPath),
				ServletShop.class, arguments);
	}

	private String directory(String name) {
		return this.directory.resolve(name).toString();
	}

}
