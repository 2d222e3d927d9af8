package io.starling.spring.autoconfigure.config;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.starling.mesh.Subscription;
import io.starling.spring.autoconfigure.BootstrapMesh;
import io.starling.spring.discovery.ServiceCatalogue;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.config.client.ConfigClientProperties;
import org.springframework.cloud.config.client.ConfigServerInstanceProvider;

/**
 * Finds config servers in the mesh before there is an application context: joins, and
 * waits for a while until one is listed.
 */
final class MeshConfigServers implements ConfigServerInstanceProvider.Function {

	private static final String TIMEOUT = "starling.bootstrap-timeout";

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	private final BootstrapMesh mesh;

	MeshConfigServers(BootstrapMesh mesh) {
		this.mesh = mesh;
	}

	/** Without properties there is no mesh to join. */
	@Override
	public List<ServiceInstance> apply(String serviceId) {
		return List.of();
	}

	@Override
	public List<ServiceInstance> apply(String serviceId, @Nullable Binder binder, @Nullable BindHandler handler,
			@Nullable Log log) {
		if (binder == null || !isWanted(binder)) {
			return List.of();
		}
		Duration timeout = binder.bind(TIMEOUT, Duration.class).orElse(DEFAULT_TIMEOUT);
		List<ServiceInstance> servers;
		try (ServiceCatalogue catalogue = ServiceCatalogue.follow(this.mesh.join(binder))) {
			servers = await(catalogue, serviceId, timeout);
		}
		if (servers.isEmpty()) {
			this.mesh.leave();
			if (log != null) {
				log.warn("No instance of " + serviceId + " was found in the mesh within " + timeout.toMillis()
						+ " ms. If it only starts slowly, raise " + TIMEOUT);
			}
		}
		return servers;
	}

	private static boolean isWanted(Binder binder) {
		return isOn(binder, ConfigClientProperties.CONFIG_DISCOVERY_ENABLED, false)
				&& isOn(binder, "spring.cloud.discovery.enabled", true) && isOn(binder, "starling.enabled", true);
	}

	private static boolean isOn(Binder binder, String property, boolean unset) {
		return binder.bind(property, Boolean.class).orElse(unset);
	}

	private static List<ServiceInstance> await(ServiceCatalogue catalogue, String serviceId, Duration timeout) {
		Semaphore changes = new Semaphore(0);
		Subscription subscription = catalogue.watch(changes::release);
		long deadline = System.nanoTime() + timeout.toNanos();
		try {
			while (catalogue.instances(serviceId).isEmpty()
					&& changes.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
				changes.drainPermits();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			subscription.close();
		}
		return catalogue.instances(serviceId);
	}

}
