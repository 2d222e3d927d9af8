package io.starling.acceptance.clients;

import io.starling.acceptance.process.Answering;

import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * Calls {@link Answering} with all that does not block.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportHttpServices(group = "inventory", types = ReactiveShop.Api.class,
		clientType = HttpServiceGroup.ClientType.WEB_CLIENT)
class ReactiveShop {

	public static void main(String[] args) {
		SpringApplication.run(ReactiveShop.class, args);
	}

	/** What is called with. */
	@Configuration(proxyBeanMethods = false)
	static class Builders {

		@Bean
		@LoadBalanced
		WebClient.Builder builder() {
			return WebClient.builder();
		}

	}

	/** {@link Answering} as an HTTP interface. */
	interface Api {

		@GetExchange("/pid")
		Mono<String> pid();

	}

	/** One way of calling for each path. */
	@RestController
	static class Calls {

		private final WebClient webClient;

		private final Api api;

		Calls(WebClient.Builder builder, Api api) {
			this.webClient = builder.build();
			this.api = api;
		}

		@GetMapping("/web-client")
		Mono<String> webClient() {
			return this.webClient.get().uri("http://inventory/pid").retrieve().bodyToMono(String.class);
		}

		@GetMapping("/http-interface")
		Mono<String> httpInterface() {
			return this.api.pid();
		}

	}

}
