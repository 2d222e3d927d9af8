package io.starling.spring.autoconfigure.container;

import java.util.List;

import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Endpoint;
import io.starling.spring.autoconfigure.StarlingConnectionDetails;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * Makes a seed of a service of Docker Compose that carries the label
 * {@code org.springframework.boot.service-connection: starling}. Any application can be a
 * seed, so no image tells one.
 */
final class StarlingDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<StarlingConnectionDetails> {

	StarlingDockerComposeConnectionDetailsFactory() {
		super("starling");
	}

	@Override
	protected StarlingConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new RunningSeed(source.getRunningService());
	}

	private static final class RunningSeed extends DockerComposeConnectionDetails implements StarlingConnectionDetails {

		private final Endpoint seed;

		RunningSeed(RunningService service) {
			super(service);
			this.seed = new Endpoint(service.host(), service.ports().get(MeshSettings.DEFAULT_PORT));
		}

		@Override
		public List<Endpoint> getSeeds() {
			return List.of(this.seed);
		}

	}

}
