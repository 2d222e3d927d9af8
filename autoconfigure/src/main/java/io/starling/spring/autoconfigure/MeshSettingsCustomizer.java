package io.starling.spring.autoconfigure;

import io.starling.mesh.MeshSettings;

/**
 * Changes how this application takes part in the mesh, beyond what the properties can
 * say: declare a bean of this type. Several are applied in their order.
 */
@FunctionalInterface
public interface MeshSettingsCustomizer {

	/**
	 * Changes the settings.
	 * @param settings what the properties say, and customizers before this one
	 * @return the settings to go on with
	 */
	MeshSettings customize(MeshSettings settings);

}
