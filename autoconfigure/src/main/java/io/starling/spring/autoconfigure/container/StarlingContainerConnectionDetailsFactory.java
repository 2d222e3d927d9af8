package io.starling.spring.autoconfigure.container;

import java.util.List;

import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Endpoint;
import io.starling.spring.autoconfigure.StarlingConnectionDetails;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Makes a seed of a container with {@code @ServiceConnection("starling")}. Any
 * application can be a seed, so no image tells one.
 */
final class StarlingContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<GenericContainer<?>, StarlingConnectionDetails> {

	StarlingContainerConnectionDetailsFactory() {
		super("starling");
	}

	@Override
	protected StarlingConnectionDetails getContainerConnectionDetails(
			ContainerConnectionSource<GenericContainer<?>> source) {
		return new ContainerSeed(source);
	}

	private static final class ContainerSeed extends ContainerConnectionDetails<GenericContainer<?>>
			implements StarlingConnectionDetails {

		ContainerSeed(ContainerConnectionSource<GenericContainer<?>> source) {
			super(source);
		}

		@Override
		public List<Endpoint> getSeeds() {
			return List
				.of(new Endpoint(getContainer().getHost(), getContainer().getMappedPort(MeshSettings.DEFAULT_PORT)));
		}

	}

}
