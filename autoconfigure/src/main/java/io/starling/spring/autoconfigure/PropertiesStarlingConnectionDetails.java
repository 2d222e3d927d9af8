package io.starling.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Endpoint;
import io.starling.spring.address.Address;

/**
 * The seeds that the application's properties name.
 */
final class PropertiesStarlingConnectionDetails implements StarlingConnectionDetails {

	private final StarlingProperties properties;

	PropertiesStarlingConnectionDetails(StarlingProperties properties) {
		this.properties = properties;
	}

	@Override
	public List<Endpoint> getSeeds() {
		List<String> texts = this.properties.seeds();
		if (texts == null) {
			return localSeeds();
		}
		List<Endpoint> seeds = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			seeds.add(MeshSettingsFactory.address("seeds[" + i + "]", texts.get(i))
				.toEndpoint(MeshSettings.DEFAULT_PORT));
		}
		return seeds;
	}

	// Members that listen on one address are not found on another, so unset seeds are
	// where this machine's other applications listen, which mostly is loopback.
	private List<Endpoint> localSeeds() {
		Integer port = this.properties.port();
		List<Endpoint> local = MeshSettings.localSeeds((port != null && port != 0) ? port : MeshSettings.DEFAULT_PORT);
		String bindAddress = Address.unbracketed(this.properties.bindAddress().strip());
		return Address.isWildcard(bindAddress) ? local
				: local.stream().map((seed) -> new Endpoint(bindAddress, seed.port())).toList();
	}

}
