package io.starling.spring.autoconfigure;

import io.starling.mesh.MeshStartException;
import io.starling.mesh.PortInUseException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Says in words why the mesh did not start, and what to do.
 */
final class MeshStartFailureAnalyzer extends AbstractFailureAnalyzer<MeshStartException> {

	private final @Nullable Environment environment;

	MeshStartFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MeshStartException cause) {
		if (cause instanceof PortInUseException taken) {
			return new FailureAnalysis(taken.getMessage() + ".", action(taken), taken);
		}
		String bindAddress = (this.environment != null)
				? this.environment.getProperty("starling.bind-address", "127.0.0.1") : "unknown";
		return new FailureAnalysis("The mesh could not start: " + cause.getMessage(),
				"Check that the property starling.bind-address, value " + bindAddress
						+ ", is an address of this machine, or remove the property to stay on this machine.",
				cause);
	}

	private static String action(PortInUseException taken) {
		if (taken.firstPort() == taken.lastPort()) {
			return "The property starling.port has the value " + taken.firstPort() + ", and another program listens on "
					+ taken.address() + " there. End that program, set starling.port to a free port or to 0 for any, "
					+ "or remove the property to take the first free port from 7946 up.";
		}
		return "Set the property starling.port to a free port, or to 0 for any.";
	}

}
