package io.starling.acceptance.clients;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A service of several instances, each of which says which one it is.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class Inventory {

	public static void main(String[] args) {
		SpringApplication.run(Inventory.class, args);
	}

	@GetMapping("/pid")
	String pid() {
		return String.valueOf(ProcessHandle.current().pid());
	}

}
