package io.starling.demo.service;

import java.time.Duration;

import io.starling.demo.web.BrowserGuard;
import io.starling.mesh.Mesh;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What all three services have in common.
 */
@Configuration(proxyBeanMethods = false)
public class InstanceConfiguration {

	@Bean
	BrowserGuard browserGuard() {
		return new BrowserGuard(false);
	}

	@Bean
	Departure departure(ConfigurableApplicationContext context, @Value("${demo.drain-time}") Duration drainTime) {
		return new Departure(context, drainTime);
	}

	@Bean
	Farewells farewells(Mesh mesh) {
		return new Farewells(mesh);
	}

	@Bean
	InstanceController instanceController(Departure departure, Farewells farewells) {
		return new InstanceController(departure, farewells);
	}

}
