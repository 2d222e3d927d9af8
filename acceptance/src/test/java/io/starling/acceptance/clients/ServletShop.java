package io.starling.acceptance.clients;

import io.starling.acceptance.process.Answering;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * Calls {@link Answering} with all that blocks.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableFeignClients(clients = ServletShop.InventoryFeign.class)
@ImportHttpServices(group = "inventory", types = InventoryApi.class)
class ServletShop {

	public static void main(String[] args) {
		SpringApplication.run(ServletShop.class, args);
	}

	/** What is called with. */
	@Configuration(proxyBeanMethods = false)
	static class Builders {

		@Bean
		@LoadBalanced
		RestClient.Builder builder() {
			return RestClient.builder();
		}

	}

	/** {@link Answering} as OpenFeign sees it. */
	@FeignClient("inventory")
	interface InventoryFeign {

		@GetMapping("/pid")
		String pid();

	}

	/** One way of calling for each path. */
	@RestController
	static class Calls {

		private final InventoryFeign feign;

		private final RestClient restClient;

		private final InventoryApi api;

		Calls(InventoryFeign feign, RestClient.Builder builder, InventoryApi api) {
			this.feign = feign;
			this.restClient = builder.build();
			this.api = api;
		}

		@GetMapping("/feign")
		String feign() {
			return this.feign.pid();
		}

		@GetMapping("/rest-client")
		String restClient() {
			return this.restClient.get().uri("http://inventory/pid").retrieve().body(String.class);
		}

		@GetMapping("/http-interface")
		String httpInterface() {
			return this.api.pid();
		}

	}

}
