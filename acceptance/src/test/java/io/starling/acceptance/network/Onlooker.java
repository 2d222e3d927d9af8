package io.starling.acceptance.network;

import java.util.List;

import io.starling.spring.discovery.InstanceChangedEvent;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.event.EventListener;

/**
 * An application that says what it finds, whenever that changes.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Onlooker {

	private final DiscoveryClient client;

	Onlooker(DiscoveryClient client) {
		this.client = client;
	}

	public static void main(String[] args) {
		SpringApplication.run(Onlooker.class, args);
	}

	@EventListener({ HeartbeatEvent.class, InstanceChangedEvent.class })
	void say(Object event) {
		List<ServiceInstance> found = this.client.getInstances(Members.SERVICE);
		System.out.println("Found " + found.size() + " after " + event);
	}

}
