package io.starling.acceptance.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.spring.discovery.ServiceCatalogue;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

import org.springframework.cloud.client.ServiceInstance;

/**
 * Applications in processes of their own, in a mesh of their own on loopback and random
 * ports. The test is the first member, which the others join, so it sees what they see.
 */
public final class ProcessMesh implements AutoCloseable {

	private final List<ApplicationProcess> processes = new ArrayList<>();

	private final Mesh mesh = Mesh.start(
			MeshSettings.defaults().withName("acceptance-" + UUID.randomUUID()).withPorts(0, 0).withSeeds(List.of()));

	private final ServiceCatalogue catalogue = ServiceCatalogue.follow(this.mesh);

	/**
	 * Starts an application, and does not wait for it.
	 * @param name the application's name
	 * @param main the class with the main method
	 * @param more properties beside those that put it into this mesh
	 * @return the process, which ends with this mesh at the latest
	 */
	public ApplicationProcess start(String name, Class<?> main, String... more) {
		List<String> properties = new ArrayList<>(properties());
		properties.add("spring.application.name=" + name);
		properties.addAll(List.of(more));
		ApplicationProcess process = ApplicationProcess.start(name, main, properties);
		this.processes.add(process);
		return process;
	}

	/**
	 * Returns the properties that put an application into this mesh.
	 * @return names and values
	 */
	public List<String> properties() {
		return List.of("starling.mesh=" + this.mesh.name(), "starling.port=0",
				"starling.seeds=" + this.mesh.self().endpoint(), "server.address=127.0.0.1", "server.port=0",
				"spring.main.banner-mode=off");
	}

	/**
	 * Returns the instances of a service that may be called, as the test sees them.
	 * @param service the service's name
	 * @return the instances
	 */
	public List<ServiceInstance> instances(String service) {
		return this.catalogue.instances(service);
	}

	public Mesh mesh() {
		return this.mesh;
	}

	/** Waits, generously, until something holds. */
	public static void eventually(ThrowingRunnable assertion) {
		eventually(Duration.ofSeconds(60), assertion);
	}

	/** Waits until something holds, and no longer than this. */
	public static void eventually(Duration limit, ThrowingRunnable assertion) {
		Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(limit).untilAsserted(assertion);
	}

	@Override
	public void close() {
		this.processes.forEach(ApplicationProcess::close);
		this.catalogue.close();
		this.mesh.close();
	}

}
