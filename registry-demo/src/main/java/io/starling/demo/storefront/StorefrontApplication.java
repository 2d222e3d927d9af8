package io.starling.demo.storefront;

import io.starling.demo.service.InstanceConfiguration;
import io.starling.demo.service.WarmUp;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.client.RestClient;

/**
 * The service {@code storefront}: an ordinary Spring Boot application with Starling's
 * starter and Spring Cloud's load balancer.
 */
@SpringBootApplication
@EnableScheduling
@Import(InstanceConfiguration.class)
public class StorefrontApplication {

	@Bean
	@LoadBalanced
	RestClient.Builder balancedBuilder(RestClientBuilderConfigurer configurer) {
		return configurer.configure(RestClient.builder());
	}

	@Bean
	RestClient directClient(RestClientBuilderConfigurer configurer) {
		return configurer.configure(RestClient.builder()).build();
	}

	@Bean
	WarmUp warmUp(Environment environment) {
		return new WarmUp(environment, "/actuator/health");
	}

}
