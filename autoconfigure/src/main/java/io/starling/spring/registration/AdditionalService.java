package io.starling.spring.registration;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

/**
 * A further service that this process offers beside the application itself: another name
 * for it, or another port. It comes, drains and goes with the application. Declare a bean
 * of this type for each:
 *
 * <pre>
 * {@literal @}Bean
 * AdditionalService grpc(GrpcServer server) {
 *     return AdditionalService.at("inventory-grpc", server::getPort).withMetadata("protocol", "grpc");
 * }
 * </pre>
 *
 * @param serviceId the name under which others look it up
 * @param port asked when the application registers; null for the application's own port
 * @param secure whether requests have to come by TLS; null for what the application has
 * @param metadata what to tell others of it, beside the application's metadata
 */
public record AdditionalService(String serviceId, @Nullable IntSupplier port, @Nullable Boolean secure,
		Map<String, String> metadata) {

	/**
	 * Checks the name and copies the metadata.
	 * @throws IllegalArgumentException if the name is empty
	 */
	public AdditionalService {
		if (serviceId.isBlank()) {
			throw new IllegalArgumentException("An additional service needs a name");
		}
		metadata = Map.copyOf(metadata);
	}

	/**
	 * Returns another name for the application.
	 * @param serviceId the name
	 * @return the service, at the application's own port
	 */
	public static AdditionalService alias(String serviceId) {
		return new AdditionalService(serviceId, null, null, Map.of());
	}

	/**
	 * Returns a service at a port of its own.
	 * @param serviceId the name
	 * @param port the port, asked when the application registers, when all servers listen
	 * @return the service, without TLS
	 */
	public static AdditionalService at(String serviceId, IntSupplier port) {
		return new AdditionalService(serviceId, port, false, Map.of());
	}

	/**
	 * Returns this service with requests by TLS, or without.
	 * @param secure whether requests have to come by TLS
	 * @return a new service
	 */
	public AdditionalService withSecure(boolean secure) {
		return new AdditionalService(this.serviceId, this.port, secure, this.metadata);
	}

	/**
	 * Returns this service with one more thing told of it.
	 * @param key what is told, replacing what was under this key
	 * @param value its value
	 * @return a new service
	 */
	public AdditionalService withMetadata(String key, String value) {
		Map<String, String> all = new TreeMap<>(this.metadata);
		all.put(key, value);
		return new AdditionalService(this.serviceId, this.port, this.secure, all);
	}

}
