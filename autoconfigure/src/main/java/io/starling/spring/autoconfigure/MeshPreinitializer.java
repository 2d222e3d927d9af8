package io.starling.spring.autoconfigure;

import io.starling.mesh.Mesh;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Loads what the mesh needs while the application's context is made. Boot calls it where
 * there is a second processor for it.
 */
final class MeshPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		Mesh.prepare();
	}

}
