package io.starling.mesh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Limits;
import io.starling.mesh.protocol.Settings;
import org.jspecify.annotations.Nullable;

/**
 * How one member takes part in a mesh. {@link #defaults()} needs no configuration on one
 * machine.
 *
 * @param name the mesh's name, 1 to 64 bytes: members of meshes with different names
 * never merge
 * @param bindAddress the address to listen on
 * @param firstPort the first port to try; 0 lets the system choose
 * @param lastPort the last port to try, at least the first
 * @param advertisedHost the host that other members connect to; null for the address
 * listened on, which must then be a certain one, neither 0.0.0.0 nor ::
 * @param advertisedPort the port that other members connect to; 0 for the port listened
 * on
 * @param seeds addresses to try when joining, in any order; may be down, may be this
 * member itself
 * @param zone the zone that this member runs in, at most 64 bytes; empty for none
 * @param protocol the timings and limits
 * @param knownPeersDirectory where to keep the addresses of the members known last, in a
 * file for each mesh and port (members that let the system choose their ports share one);
 * null to keep none, so that a member whose seeds are all gone finds nobody
 */
public record MeshSettings(String name, String bindAddress, int firstPort, int lastPort,
		@Nullable String advertisedHost, int advertisedPort, List<Endpoint> seeds, String zone, Settings protocol,
		@Nullable Path knownPeersDirectory) {

	/** The first port that a mesh listens on by default. */
	public static final int DEFAULT_PORT = 7946;

	/** How many ports from the first one up are tried by default. */
	public static final int DEFAULT_PORT_COUNT = 100;

	private static final int DEFAULT_SEED_COUNT = 10;

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException naming the setting that is out of its bounds
	 */
	public MeshSettings {
		Objects.requireNonNull(protocol, "protocol");
		seeds = List.copyOf(seeds);
		bounded("name", name, 1, Limits.MESH_NAME_LENGTH);
		bounded("zone", zone, 0, Limits.ZONE_LENGTH);
		bounded("bind-address", bindAddress, 1, Limits.HOST_LENGTH);
		if (advertisedHost != null) {
			bounded("advertised host", advertisedHost, 1, Limits.HOST_LENGTH);
		}
		port("port", firstPort);
		port("last port", lastPort);
		port("advertised port", advertisedPort);
		if (lastPort < firstPort) {
			throw new IllegalArgumentException("the last port, " + lastPort + ", is below the first, " + firstPort);
		}
	}

	/**
	 * Returns settings that let processes on one machine find each other: the mesh
	 * "default" on loopback, the first free port from 7946 up, seeds on the first ten of
	 * these ports.
	 * @return the default settings
	 */
	public static MeshSettings defaults() {
		return new MeshSettings("default", "127.0.0.1", DEFAULT_PORT, DEFAULT_PORT + DEFAULT_PORT_COUNT - 1, null, 0,
				localSeeds(DEFAULT_PORT), "", Settings.defaults(), null);
	}

	/**
	 * Returns the seeds used where none are given.
	 * @param firstPort the first port of the range that members listen on
	 * @return ten loopback addresses
	 */
	public static List<Endpoint> localSeeds(int firstPort) {
		return IntStream.range(firstPort, Math.min(firstPort + DEFAULT_SEED_COUNT, 65536))
			.mapToObj((port) -> new Endpoint("127.0.0.1", port))
			.toList();
	}

	/**
	 * Returns these settings with another mesh name.
	 * @param name the new name
	 * @return new settings
	 */
	public MeshSettings withName(String name) {
		return new MeshSettings(name, this.bindAddress, this.firstPort, this.lastPort, this.advertisedHost,
				this.advertisedPort, this.seeds, this.zone, this.protocol, this.knownPeersDirectory);
	}

	/**
	 * Returns these settings with another range of ports to listen on.
	 * @param firstPort the first port to try; 0 lets the system choose
	 * @param lastPort the last port to try
	 * @return new settings
	 */
	public MeshSettings withPorts(int firstPort, int lastPort) {
		return new MeshSettings(this.name, this.bindAddress, firstPort, lastPort, this.advertisedHost,
				this.advertisedPort, this.seeds, this.zone, this.protocol, this.knownPeersDirectory);
	}

	/**
	 * Returns these settings with other seeds.
	 * @param seeds the new seeds
	 * @return new settings
	 */
	public MeshSettings withSeeds(List<Endpoint> seeds) {
		return new MeshSettings(this.name, this.bindAddress, this.firstPort, this.lastPort, this.advertisedHost,
				this.advertisedPort, seeds, this.zone, this.protocol, this.knownPeersDirectory);
	}

	/**
	 * Returns these settings with other timings and limits.
	 * @param protocol the new ones
	 * @return new settings
	 */
	public MeshSettings withProtocol(Settings protocol) {
		return new MeshSettings(this.name, this.bindAddress, this.firstPort, this.lastPort, this.advertisedHost,
				this.advertisedPort, this.seeds, this.zone, protocol, this.knownPeersDirectory);
	}

	/**
	 * Returns these settings with another place for the addresses of the members known
	 * last.
	 * @param directory the directory, created where it is missing; null to keep none
	 * @return new settings
	 */
	public MeshSettings withKnownPeersDirectory(@Nullable Path directory) {
		return new MeshSettings(this.name, this.bindAddress, this.firstPort, this.lastPort, this.advertisedHost,
				this.advertisedPort, this.seeds, this.zone, this.protocol, directory);
	}

	private static void bounded(String setting, String value, int min, int max) {
		int length = value.getBytes(StandardCharsets.UTF_8).length;
		if (length < min || length > max) {
			throw new IllegalArgumentException(
					setting + " must have " + min + " to " + max + " bytes; '" + value + "' has " + length);
		}
		Limits.requireNoControls(value, setting);
		Limits.requireEncodable(value, setting);
	}

	private static void port(String setting, int value) {
		if (value < 0 || value > 65535) {
			throw new IllegalArgumentException(setting + " must be 0 to 65535, not " + value);
		}
	}

}
