package io.starling.acceptance.gateway;

import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Mono;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A gateway that says which routes it has, and how often it was told to build them again.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class Gateway {

	private final AtomicInteger refreshes = new AtomicInteger();

	private final RouteLocator routes;

	Gateway(RouteLocator routes) {
		this.routes = routes;
	}

	public static void main(String[] args) {
		SpringApplication.run(Gateway.class, args);
	}

	@EventListener(RefreshRoutesEvent.class)
	void count() {
		this.refreshes.incrementAndGet();
	}

	@GetMapping("/refreshes")
	String refreshes() {
		return this.refreshes.toString();
	}

	/** The services to which it leads, one a line. */
	@GetMapping("/routes")
	Mono<String> routes() {
		return this.routes.getRoutes().map(Route::getUri).map((uri) -> uri.getHost() + "\n").reduce("", String::concat);
	}

}
