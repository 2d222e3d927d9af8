package io.starling.spring.autoconfigure;

import java.util.List;

import io.starling.mesh.model.Endpoint;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where to look for others first. Comes from {@code starling.seeds} unless there is a
 * bean of this type, which Docker Compose and Testcontainers support make of containers
 * that are called {@code starling}; the seeds of several such beans are all tried.
 */
public interface StarlingConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the addresses to try first when joining.
	 * @return the seeds; names are looked up each time, and all their addresses tried
	 */
	List<Endpoint> getSeeds();

}
