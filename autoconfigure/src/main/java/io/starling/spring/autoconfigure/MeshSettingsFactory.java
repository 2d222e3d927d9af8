package io.starling.spring.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Limits;
import io.starling.mesh.protocol.Settings;
import io.starling.spring.address.Address;
import io.starling.spring.address.ReachableAddress;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Turns the application's properties into the mesh's settings. Every value is checked
 * here, so that a bad one is reported under its property's name and with where it was
 * set.
 */
final class MeshSettingsFactory {

	private static final Log logger = LogFactory.getLog(MeshSettingsFactory.class);

	private final StarlingProperties properties;

	private final List<StarlingConnectionDetails> connections;

	private final Supplier<ReachableAddress> reachable;

	/**
	 * Creates the factory.
	 * @param properties the application's properties
	 * @param connections where the seeds come from
	 * @param reachable asked only where this machine's address has to be chosen
	 */
	MeshSettingsFactory(StarlingProperties properties, List<StarlingConnectionDetails> connections,
			Supplier<ReachableAddress> reachable) {
		this.properties = properties;
		this.connections = connections;
		this.reachable = reachable;
	}

	MeshSettings create() {
		text("mesh", this.properties.mesh(), 1, Limits.MESH_NAME_LENGTH);
		text("zone", this.properties.zone(), 0, Limits.ZONE_LENGTH);
		text("bind-address", this.properties.bindAddress(), 1, Limits.HOST_LENGTH);
		String bindAddress = Address.unbracketed(this.properties.bindAddress().strip());
		Address advertised = advertised(bindAddress);
		int firstPort = port(MeshSettings.DEFAULT_PORT);
		int lastPort = port(MeshSettings.DEFAULT_PORT + MeshSettings.DEFAULT_PORT_COUNT - 1);
		return new MeshSettings(this.properties.mesh(), bindAddress, firstPort, lastPort,
				(advertised != null) ? advertised.host() : null, (advertised != null) ? advertised.port() : 0, seeds(),
				this.properties.zone(), settings(), knownPeersDirectory());
	}

	private int port(int unset) {
		Integer port = this.properties.port();
		require(port == null || (port >= 0 && port <= 65535), "port", port,
				"A port is 1 to 65535; 0 takes any free one, and without the property the first free one from "
						+ MeshSettings.DEFAULT_PORT + " up is taken.");
		return (port != null) ? port : unset;
	}

	private @Nullable Address advertised(String bindAddress) {
		String text = this.properties.advertisedAddress();
		if (StringUtils.hasText(text)) {
			return address("advertised-address", text);
		}
		if (!Address.isWildcard(bindAddress)) {
			return null;
		}
		ReachableAddress chosen = this.reachable.get();
		String host = this.properties.preferIpAddress() ? chosen.number() : chosen.name();
		if (host.startsWith("127.") || host.equals("::1") || host.equals("localhost")) {
			logger
				.warn("Listening on " + bindAddress + ", but this machine has no address that others can reach: giving "
						+ host + " to them. Set starling.advertised-address, or check spring.cloud.inetutils.*");
		}
		return new Address(host, 0);
	}

	private List<Endpoint> seeds() {
		return this.connections.stream().flatMap((connection) -> connection.getSeeds().stream()).toList();
	}

	private @Nullable Path knownPeersDirectory() {
		String text = this.properties.knownPeersDirectory();
		try {
			return StringUtils.hasText(text) ? Path.of(text.strip()) : null;
		}
		catch (InvalidPathException ex) {
			throw invalid("known-peers-directory", text, "It is no path: " + ex.getReason() + ".");
		}
	}

	private Settings settings() {
		StarlingProperties.Timings timings = this.properties.timings();
		Settings defaults = Settings.defaults();
		return new Settings(defaults.rings(), defaults.tick(), beatInterval(timings),
				timing("ping-timeout", timings.pingTimeout()), timing("hang-tolerance", timings.hangTolerance()),
				timing("join-interval", timings.joinInterval()), timing("heal-interval", timings.healInterval()),
				timing("mix-interval", timings.mixInterval()), timing("linger", timings.linger()), retention(timings),
				maxRowSize(), maxMemberSize());
	}

	private static Duration beatInterval(StarlingProperties.Timings timings) {
		Duration interval = timing("beat-interval", timings.beatInterval());
		require(interval.compareTo(Limits.BEAT_INTERVAL) <= 0, "timings.beat-interval", interval,
				"It must be " + Limits.BEAT_INTERVAL.toHours() + "h at most, as others take no longer promise.");
		return interval;
	}

	private static Duration retention(StarlingProperties.Timings timings) {
		Duration retention = timing("retention", timings.retention());
		Duration longer = (timings.hangTolerance().compareTo(timings.beatInterval()) > 0) ? timings.hangTolerance()
				: timings.beatInterval();
		Duration least = longer.multipliedBy(Settings.LEAST_RETENTION);
		require(retention.compareTo(least) >= 0, "timings.retention", retention,
				"It must be at least " + Settings.LEAST_RETENTION
						+ " times starling.timings.hang-tolerance and starling.timings.beat-interval, "
						+ least.toMillis()
						+ "ms here, as whoever hears nobody for half of it takes all others for gone.");
		return retention;
	}

	private int maxRowSize() {
		DataSize size = this.properties.tables().maxRowSize();
		require(size.toBytes() >= 1 && size.toBytes() <= Limits.STATE_SIZE, "tables.max-row-size", size,
				"A row holds 1B to " + Limits.STATE_SIZE / 1024 + "KB.");
		return (int) size.toBytes();
	}

	private int maxMemberSize() {
		DataSize size = this.properties.tables().maxMemberSize();
		require(size.toBytes() >= maxRowSize() && size.toBytes() <= Integer.MAX_VALUE, "tables.max-member-size", size,
				"It must be at least starling.tables.max-row-size, " + this.properties.tables().maxRowSize()
						+ ", and less than 2GB.");
		return (int) size.toBytes();
	}

	private static Duration timing(String name, Duration value) {
		require(!value.isNegative() && !value.isZero(), "timings." + name, value,
				"It must be longer than zero, for example 500ms or 4s.");
		return value;
	}

	private static void text(String name, String value, int min, int max) {
		int length = value.getBytes(StandardCharsets.UTF_8).length;
		require(length >= min && length <= max && (min == 0 || !value.isBlank()), name, value,
				"It must have " + min + " to " + max + " bytes, and has " + length + ".");
	}

	static Address address(String name, String text) {
		try {
			Address address = Address.parse(text);
			require(!Address.isWildcard(address.host()), name, text,
					"Nobody can connect to a wildcard: name one address.");
			return address;
		}
		catch (IllegalArgumentException ex) {
			throw invalid(name, text, ex.getMessage() + ".");
		}
	}

	private static void require(boolean condition, String name, @Nullable Object value, String reason) {
		if (!condition) {
			throw invalid(name, value, reason);
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, @Nullable Object value,
			String reason) {
		return new InvalidConfigurationPropertyValueException("starling." + name, value, reason);
	}

}
