package io.starling.acceptance.registries;

import java.util.List;
import java.util.stream.Collectors;

import io.starling.spring.discovery.StarlingDiscoveryClient;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.netflix.eureka.EurekaDiscoveryClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Finds by Starling, by Eureka, and by what Spring Cloud makes of them. Tells where the
 * instances are, one a line.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class Finder {

	private final StarlingDiscoveryClient starling;

	private final EurekaDiscoveryClient eureka;

	private final DiscoveryClient all;

	Finder(StarlingDiscoveryClient starling, EurekaDiscoveryClient eureka, DiscoveryClient all) {
		this.starling = starling;
		this.eureka = eureka;
		this.all = all;
	}

	public static void main(String[] args) {
		SpringApplication.run(Finder.class, args);
	}

	@GetMapping("/starling/{service}")
	String byStarling(@PathVariable String service) {
		return tell(this.starling.getInstances(service));
	}

	@GetMapping("/eureka/{service}")
	String byEureka(@PathVariable String service) {
		return tell(this.eureka.getInstances(service));
	}

	@GetMapping("/all/{service}")
	String byAll(@PathVariable String service) {
		return tell(this.all.getInstances(service));
	}

	private static String tell(List<ServiceInstance> instances) {
		return instances.stream().map((instance) -> instance.getUri() + "\n").collect(Collectors.joining());
	}

}
