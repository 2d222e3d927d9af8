package io.starling.acceptance.start;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * An application for the web with an actuator, which knows nothing of Starling.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Shop {

	public static void main(String[] args) {
		SpringApplication.run(Shop.class, args);
	}

}
