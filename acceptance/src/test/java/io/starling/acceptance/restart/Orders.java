package io.starling.acceptance.restart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A service whose requests take a while, so that some are always on their way.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class Orders {

	private static final long WORK_MILLIS = 20;

	public static void main(String[] args) {
		SpringApplication.run(Orders.class, args);
	}

	@GetMapping("/work")
	String work() throws InterruptedException {
		Thread.sleep(WORK_MILLIS);
		return String.valueOf(ProcessHandle.current().pid());
	}

}
