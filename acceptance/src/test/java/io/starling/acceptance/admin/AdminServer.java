package io.starling.acceptance.admin;

import de.codecentric.boot.admin.server.config.EnableAdminServer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * Spring Boot Admin, as it is.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAdminServer
class AdminServer {

	public static void main(String[] args) {
		SpringApplication.run(AdminServer.class, args);
	}

}
