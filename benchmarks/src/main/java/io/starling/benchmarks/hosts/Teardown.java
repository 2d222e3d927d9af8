package io.starling.benchmarks.hosts;

/**
 * Ends all nodes and removes the network: when it is closed, or when the JVM is
 * interrupted before.
 */
final class Teardown implements AutoCloseable {

	private final Thread hook = new Thread(this::tearDown, "teardown");

	private final HostMesh mesh;

	private final HostNetwork network;

	Teardown(HostMesh mesh, HostNetwork network) {
		this.mesh = mesh;
		this.network = network;
	}

	/** Makes an interruption harmless from now on. */
	void guard() {
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	private void tearDown() {
		this.mesh.close();
		this.network.close();
	}

	@Override
	public void close() {
		tearDown();
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The hook runs already.
		}
	}

}
