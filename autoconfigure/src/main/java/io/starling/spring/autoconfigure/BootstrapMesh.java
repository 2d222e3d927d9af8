package io.starling.spring.autoconfigure;

import java.util.List;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.spring.address.ReachableAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.bootstrap.BootstrapRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.InetUtilsProperties;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The mesh of a start that needs it before there is an application context, to find a
 * config server for example. No server of the application runs yet, so the member only
 * looks on; the context takes the same member over and need not join again.
 */
public final class BootstrapMesh {

	// Where there is a bean of this name, the auto-configuration makes none.
	private static final String BEAN_NAME = "starlingMesh";

	private @Nullable Mesh mesh;

	// The config client asks again while the application runs, and must not join twice.
	private @Nullable ConfigurableApplicationContext context;

	private BootstrapMesh() {
	}

	/**
	 * Returns the mesh of a start, which is joined when somebody asks for it.
	 * @param registry of the start
	 * @return the mesh, which is handed over when the start has its context
	 */
	public static BootstrapMesh of(BootstrapRegistry registry) {
		BootstrapMesh mesh = new BootstrapMesh();
		registry.addCloseListener((event) -> mesh.handOver(event.getApplicationContext()));
		return mesh;
	}

	/**
	 * Joins the mesh, unless this application has done so.
	 * @param binder has the properties known so far
	 * @return the member that this application is
	 */
	public synchronized Mesh join(Binder binder) {
		if (this.context != null) {
			return this.context.getBean(Mesh.class);
		}
		if (this.mesh == null) {
			this.mesh = Mesh.start(settings(binder));
		}
		return this.mesh;
	}

	private static MeshSettings settings(Binder binder) {
		StarlingProperties properties = binder.bindOrCreate("starling", StarlingProperties.class);
		List<StarlingConnectionDetails> connections = List.of(new PropertiesStarlingConnectionDetails(properties));
		return new MeshSettingsFactory(properties, connections, () -> {
			InetUtilsProperties inet = binder.bindOrCreate(InetUtilsProperties.PREFIX, InetUtilsProperties.class);
			return new ReachableAddress(new InetUtils(inet), inet);
		}).create();
	}

	/**
	 * Leaves the mesh, if it was joined and no context has it: it was of no use, and the
	 * start may fail.
	 */
	public synchronized void leave() {
		if (this.mesh != null && this.context == null) {
			this.mesh.close();
			this.mesh = null;
		}
	}

	private synchronized void handOver(ConfigurableApplicationContext context) {
		this.context = context;
		Mesh joined = this.mesh;
		if (joined != null) {
			context.getBeanFactory().registerSingleton(BEAN_NAME, joined);
			if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry beans) {
				beans.registerDisposableBean(BEAN_NAME, joined::close);
			}
		}
	}

}
