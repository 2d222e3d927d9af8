package io.starling.test;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.starling.mesh.Mesh;
import io.starling.mesh.model.MemberId;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;

/**
 * An instance of a service that a test plays: a member of the mesh with one row in the
 * service table. Every change is written at once; others know milliseconds later. Safe on
 * any thread.
 */
public final class TestInstance {

	private static final String HOST = "127.0.0.1";

	private final TestMesh tests;

	private final Mesh mesh;

	private final String serviceId;

	private final int port;

	private final Map<String, String> metadata = new TreeMap<>();

	private ServiceStatus status = ServiceStatus.UP;

	TestInstance(TestMesh tests, Mesh mesh, String serviceId, int port) {
		this.tests = tests;
		this.mesh = mesh;
		this.serviceId = serviceId;
		this.port = port;
		write();
	}

	/**
	 * Changes what the instance says of its readiness.
	 * @param status the new status
	 * @return this instance
	 */
	public synchronized TestInstance status(ServiceStatus status) {
		this.status = status;
		write();
		return this;
	}

	/**
	 * Changes what the instance tells of itself.
	 * @param key what is told, for example {@code zone}, {@code weight} or {@code hint}
	 * @param value its value
	 * @return this instance
	 */
	public synchronized TestInstance metadata(String key, String value) {
		this.metadata.put(key, value);
		write();
		return this;
	}

	private void write() {
		MemberId self = this.mesh.snapshot().self();
		String instanceId = this.serviceId + ":" + self;
		ServiceRow row = new ServiceRow(this.serviceId, instanceId, HOST, this.port, false, this.status, "",
				this.metadata, 0);
		this.mesh.put(ServiceRow.TABLE, instanceId, row.toColumns(Instant.now())).join();
	}

	/**
	 * Returns the member.
	 * @return this instance's own view of the mesh
	 */
	public Mesh mesh() {
		return this.mesh;
	}

	/** Leaves as an application does that stops in order. */
	public void leave() {
		this.mesh.close();
	}

	/** Ends as {@code kill -9} does: without a goodbye. */
	public void kill() {
		this.tests.kill(this.mesh);
	}

}
