package io.starling.spring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/**
 * How this application takes part in a mesh. On one machine nothing has to be set.
 *
 * @param enabled Whether to join a mesh at all; off, no bean of Starling is there.
 * @param mesh The name that fences this mesh off: members with different names never
 * meet, whatever addresses they share.
 * @param bindAddress The address to listen on; 0.0.0.0 or :: lets other machines in,
 * loopback keeps the mesh on this one.
 * @param port The port to listen on: a fixed one suits firewalls and seed lists, 0 takes
 * any; if unset, the first free one from 7946 up, of 100.
 * @param advertisedAddress The host or host:port that others connect to, needed where
 * they see another address than this machine does; if unset, the address listened on, or
 * for a wildcard the one that spring.cloud.inetutils chooses.
 * @param seeds Addresses to try first when joining, as host:port or host, for port 7946;
 * more of them let more be down; if unset, this machine's first ten ports from
 * starling.port, or 7946, up.
 * @param knownPeersDirectory Where to keep the addresses of the members known last, a
 * file for each mesh and port, to try them after the seeds at the next start: a mesh
 * whose seeds are all gone then forms again; needs a disk that outlives the process; if
 * unset, nothing is written, and seeds alone lead to others.
 * @param zone The zone that this application runs in; load balancers can prefer instances
 * of their own.
 * @param register Whether to offer this application to others; off, it only looks for
 * them.
 * @param order The place of the discovery client among several: the lowest is asked
 * first, and the first that knows a service answers alone.
 * @param union Whether a look-up answers with the instances of all discovery clients
 * together instead, for the time of a migration: it then takes as long as all of them,
 * and each host and port counts once.
 * @param instanceId The instance id to register; if unset, the application's name and the
 * member id, which no other instance ever has.
 * @param preferIpAddress Whether a chosen address is given to others as a number, which
 * asks no name server, rather than as a host name, which outlives a change of address.
 * @param metadata What to tell others of this application, by key; each entry costs its
 * bytes in every member's memory.
 * @param aliases Further names under which this application is found; each costs a row in
 * every member's memory.
 * @param slowStart How long an instance that has become ready takes to grow to its full
 * weight (starling.metadata.weight, or 10), in ten steps; spares cold instances, costs a
 * change of its row a step, and works where callers have
 * spring.cloud.loadbalancer.configurations=weighted.
 * @param drain How an application that stops hands its requests over to others.
 * @param health What of the application's health others are told.
 * @param bootstrapTimeout How long the start waits for a config server to show up in the
 * mesh, where spring.cloud.config.discovery.enabled; longer survives a server that starts
 * slowly, and fails later without one.
 * @param loadBalancer How load balancers choose among instances.
 * @param tables The bounds of what this application writes into the mesh.
 * @param timings How fast the mesh notices and forgets; the same for all of its members.
 * @param endpoint What the actuator endpoint may do.
 */
@ConfigurationProperties("starling")
public record StarlingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("default") String mesh,
		@DefaultValue("127.0.0.1") String bindAddress, @Nullable Integer port, @Nullable String advertisedAddress,
		@Nullable List<String> seeds, @Nullable String knownPeersDirectory, @DefaultValue("") String zone,
		@DefaultValue("true") boolean register, @DefaultValue("0") int order, @DefaultValue("false") boolean union,
		@Nullable String instanceId, @DefaultValue("true") boolean preferIpAddress,
		@DefaultValue Map<String, String> metadata, @DefaultValue List<String> aliases,
		@DefaultValue("0s") Duration slowStart, @DefaultValue Drain drain,
		@DefaultValue("5s") Duration bootstrapTimeout, @DefaultValue Health health,
		@DefaultValue LoadBalancer loadBalancer, @DefaultValue Tables tables, @DefaultValue Timings timings,
		@DefaultValue Endpoint endpoint) {

	private static final String NOT_NEGATIVE = "It cannot be negative; 0 means not at all.";

	/**
	 * Checks what no other part checks.
	 */
	public StarlingProperties {
		require(!slowStart.isNegative(), "slow-start", slowStart, NOT_NEGATIVE);
	}

	private static void require(boolean condition, String name, Object value, String reason) {
		if (!condition) {
			throw new InvalidConfigurationPropertyValueException("starling." + name, value, reason);
		}
	}

	/**
	 * How an application that stops hands its requests over to others.
	 *
	 * @param timeout How long an application that stops goes on serving while others have
	 * not confirmed that they know; longer loses no request to slow members, and stops
	 * later where one is out of reach; 0 asks nobody.
	 * @param linger How long it goes on serving after the last confirmation, for requests
	 * that were on their way; longer forgives slower callers, and stops later.
	 */
	public record Drain(@DefaultValue("10s") Duration timeout, @DefaultValue("500ms") Duration linger) {

		/**
		 * Checks the bounds.
		 */
		public Drain {
			require(!timeout.isNegative(), "drain.timeout", timeout, NOT_NEGATIVE);
			require(!linger.isNegative(), "drain.linger", linger, NOT_NEGATIVE);
		}
	}

	/**
	 * What of the application's health others are told.
	 *
	 * @param group The health group whose status decides whether this instance is listed
	 * as UP or DOWN, beside its readiness; components of the mesh and of discovery in it
	 * are left out, so that one application's trouble does not spread; if unset, health
	 * is not looked at.
	 * @param interval How often the group is looked at; shorter tells others sooner, and
	 * costs what its indicators cost.
	 * @param requiredServices Services without which this application cannot work: the
	 * health indicator requiredServices is DOWN while one of them has no instance.
	 */
	public record Health(@Nullable String group, @DefaultValue("5s") Duration interval,
			@DefaultValue List<String> requiredServices) {

		/**
		 * Checks the bounds.
		 */
		public Health {
			require(!interval.isNegative() && !interval.isZero(), "health.interval", interval,
					"It must be longer than zero, for example 5s.");
		}
	}

	/**
	 * How load balancers choose among instances.
	 *
	 * @param enabled Whether load balancers read the mesh itself; off, they ask the
	 * discovery clients through Spring Cloud's cache, if there is one, and may call what
	 * has been gone for 35 s.
	 */
	public record LoadBalancer(@DefaultValue("true") boolean enabled) {

	}

	/**
	 * The bounds of what this application writes into the mesh.
	 *
	 * @param maxRowSize The most that one row may hold, 256KB at most; every member keeps
	 * every row.
	 * @param maxMemberSize The most that all rows of this application may hold together;
	 * a larger budget lets one application cost all members more memory.
	 */
	public record Tables(@DefaultValue("16KB") DataSize maxRowSize, @DefaultValue("256KB") DataSize maxMemberSize) {

	}

	/**
	 * How fast the mesh notices and forgets. All members of a mesh should have the same.
	 *
	 * @param beatInterval How often a member shows each of its successors that it lives;
	 * shorter notices a silent death sooner and costs idle traffic.
	 * @param pingTimeout How long each step of a handshake may take, and half of how long
	 * the first ping on a new link may, before it counts against the other side; longer
	 * forgives slow networks and busy newcomers, and notices later that a new link leads
	 * nowhere.
	 * @param hangTolerance How long a silent member is kept before it counts as dead;
	 * longer forgives longer pauses, and lists the victims of a power cut for longer.
	 * @param joinInterval The first pause between two rounds of trying seeds while alone;
	 * shorter joins sooner after a seed appears and costs connection attempts.
	 * @param healInterval How often to try a seed or a dead member while not alone;
	 * shorter heals a partition sooner and costs connection attempts.
	 * @param mixInterval How often to compare tables with a random member; shorter
	 * repairs rare losses sooner and costs traffic.
	 * @param linger How long to keep a link that is no longer wanted; longer spares
	 * connections while members come and go, and holds more of them.
	 * @param retention How long to remember withdrawn rows and members that are gone;
	 * longer is safer against late news and costs memory.
	 */
	public record Timings(@DefaultValue("3s") Duration beatInterval, @DefaultValue("1s") Duration pingTimeout,
			@DefaultValue("5s") Duration hangTolerance, @DefaultValue("250ms") Duration joinInterval,
			@DefaultValue("5s") Duration healInterval, @DefaultValue("60s") Duration mixInterval,
			@DefaultValue("10s") Duration linger, @DefaultValue("10m") Duration retention) {

	}

	/**
	 * What the actuator endpoint may do.
	 *
	 * @param writeEnabled Whether the actuator endpoint may set this application's status
	 * and withdraw its rows; on, whoever reaches it can take this application out.
	 */
	public record Endpoint(@DefaultValue("false") boolean writeEnabled) {

	}

}
