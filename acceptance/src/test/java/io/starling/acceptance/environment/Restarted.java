package io.starling.acceptance.environment;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells which threads of the mesh run in its process, whichever start they are of.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class Restarted {

	/**
	 * Starts the application. The tools call the process's first main method again with
	 * the arguments that they see here, and that one starts what the first of them names.
	 * @param args the application's properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(Restarted.class,
				Stream.concat(Stream.of(Restarted.class.getName()), Stream.of(args)).toArray(String[]::new));
	}

	@GetMapping("/threads")
	List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("starling"))
			.sorted()
			.toList();
	}

}
