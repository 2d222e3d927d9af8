package io.starling.spring.autoconfigure.config;

import io.starling.spring.autoconfigure.BootstrapMesh;

import org.springframework.boot.bootstrap.BootstrapRegistry;
import org.springframework.boot.bootstrap.BootstrapRegistryInitializer;
import org.springframework.cloud.config.client.ConfigServerInstanceProvider;
import org.springframework.util.ClassUtils;

/**
 * Lets Spring Cloud Config's client find its server in the mesh, where
 * {@code spring.cloud.config.discovery.enabled} says so.
 */
final class StarlingConfigServerBootstrapper implements BootstrapRegistryInitializer {

	private static final boolean HAS_CONFIG_CLIENT = ClassUtils.isPresent(
			"org.springframework.cloud.config.client.ConfigServerInstanceProvider",
			StarlingConfigServerBootstrapper.class.getClassLoader());

	@Override
	public void initialize(BootstrapRegistry registry) {
		if (HAS_CONFIG_CLIENT) {
			ConfigClient.register(registry);
		}
	}

	/** Loaded only where the client is. */
	private static final class ConfigClient {

		static void register(BootstrapRegistry registry) {
			MeshConfigServers servers = new MeshConfigServers(BootstrapMesh.of(registry));
			registry.registerIfAbsent(ConfigServerInstanceProvider.Function.class, (context) -> servers);
		}

	}

}
