package io.starling.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.MeshThreads;
import io.starling.mesh.model.Endpoint;

/**
 * A mesh in memory. Its members are real and speak the real protocol, but use no socket:
 * tests are quick, need no port, and can cut members off each other.
 *
 * <pre>{@code
 * try (TestMesh mesh = new TestMesh()) {
 *     TestInstance inventory = mesh.start("inventory", 8081);
 *     Mesh mine = mesh.join();
 *     mesh.cut(mine, inventory.mesh());
 *     ...
 * }
 * }</pre>
 * <p>
 * Safe on any thread. Nothing here waits until the mesh agrees: tests wait for what they
 * expect.
 */
public final class TestMesh implements AutoCloseable {

	private final MemoryNetwork network = new MemoryNetwork();

	private final MeshThreads threads = MeshThreads.create(2);

	private final Map<Mesh, MemoryTransport> members = new ConcurrentHashMap<>();

	private final List<Endpoint> seeds = new ArrayList<>();

	/**
	 * Starts a member without any row, as an application is that only looks for others.
	 * @return the running member
	 */
	public Mesh join() {
		return join(MeshSettings.defaults());
	}

	/**
	 * Starts a member with settings of its own: zone, timings, limits. Its name is this
	 * mesh's, and its port and seeds are chosen here.
	 * @param settings how it takes part
	 * @return the running member
	 */
	public synchronized Mesh join(MeshSettings settings) {
		List<MemoryTransport> made = new ArrayList<>();
		Mesh mesh = Mesh.start(settings.withName("test").withSeeds(List.copyOf(this.seeds)), this.threads,
				(loop, events) -> {
					made.add(new MemoryTransport(this.network, loop, events));
					return made.get(0);
				});
		this.members.put(mesh, made.get(0));
		this.seeds.add(made.get(0).endpoint());
		return mesh;
	}

	/**
	 * Starts a member that offers an instance of a service, UP at once.
	 * @param serviceId the service's name
	 * @param port the port of 127.0.0.1 at which requests will arrive, of a stub for
	 * example; nobody listens there unless the test does
	 * @return the instance
	 */
	public TestInstance start(String serviceId, int port) {
		return new TestInstance(this, join(), serviceId, port);
	}

	/**
	 * Lets two members hear nothing of each other, as if the network between them had
	 * failed: connections stand and carry nothing, and new ones cannot be made.
	 * @param one a member of this mesh
	 * @param other another one
	 */
	public void cut(Mesh one, Mesh other) {
		this.network.cut(transport(one).endpoint(), transport(other).endpoint());
	}

	/**
	 * Cuts a member off all others that are there now.
	 * @param member a member of this mesh
	 */
	public void isolate(Mesh member) {
		this.members.keySet().stream().filter((other) -> other != member).forEach((other) -> cut(member, other));
	}

	/** Mends all cuts; members find each other again by themselves. */
	public void heal() {
		this.network.mend();
	}

	/**
	 * Breaks the connections that stand between two members; they may make new ones.
	 * @param one a member of this mesh
	 * @param other another one
	 */
	public void breakLinks(Mesh one, Mesh other) {
		transport(one).breakLinks(transport(other));
	}

	/**
	 * Ends a member as {@code kill -9} does: without a goodbye.
	 * @param member a member of this mesh
	 */
	public void kill(Mesh member) {
		transport(member).kill();
		this.members.remove(member);
		member.close();
	}

	private MemoryTransport transport(Mesh member) {
		MemoryTransport transport = this.members.get(member);
		if (transport == null) {
			throw new IllegalArgumentException("That member is none of this mesh, or has been killed");
		}
		return transport;
	}

	/** Lets all members leave. */
	@Override
	public void close() {
		List.copyOf(this.members.keySet()).forEach(Mesh::close);
		this.members.clear();
		this.threads.close();
	}

}
