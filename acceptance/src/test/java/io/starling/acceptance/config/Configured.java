package io.starling.acceptance.config;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Repeats what the config server told it, at a place that depends on that, too.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Configured {

	public static void main(String[] args) {
		SpringApplication.run(Configured.class, args);
	}

	/** There only if the properties were there before the context was. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty("greeting")
	@RestController
	static class Greetings {

		private final String greeting;

		Greetings(@Value("${greeting}") String greeting) {
			this.greeting = greeting;
		}

		@GetMapping("/greeting")
		String greeting() {
			return this.greeting;
		}

	}

}
