package io.starling.demo.pricing;

import io.starling.demo.service.InstanceConfiguration;
import io.starling.demo.service.WarmUp;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The service {@code pricing}: an ordinary Spring Boot application with Starling's
 * starter.
 */
@SpringBootApplication
@Import(InstanceConfiguration.class)
public class PricingApplication {

	@Bean
	WarmUp warmUp(Environment environment) {
		return new WarmUp(environment, "/price/lamp");
	}

}
