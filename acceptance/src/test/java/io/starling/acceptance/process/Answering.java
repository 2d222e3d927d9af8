package io.starling.acceptance.process;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A service for those that look for one: each of its instances says at {@code /pid} which
 * it is.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class Answering {

	public static void main(String[] args) {
		SpringApplication.run(Answering.class, args);
	}

	@GetMapping("/pid")
	String pid() {
		return String.valueOf(ProcessHandle.current().pid());
	}

}
