package io.starling.spring.endpoint;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.spring.discovery.PresumedDead;
import io.starling.spring.discovery.ServiceRow;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a service, whether it may be called or not.
 *
 * @param instanceId the instance's id
 * @param member the member that it is
 * @param host where it is reached
 * @param port the port for requests; 0 for none
 * @param secure true if requests come by TLS
 * @param status what it says of itself
 * @param liveness what its observers say of it
 * @param zone its zone; empty for none
 * @param metadata the user's words about it; values called like a secret are masked
 * @param managementPort the port of its actuator; 0 for none
 * @param version the number that its owner raises with each change
 * @param changed when its owner wrote this version, by the owner's clock; null if it does
 * not say
 */
public record InstanceDescriptor(String instanceId, String member, String host, int port, boolean secure, String status,
		String liveness, String zone, Map<String, String> metadata, int managementPort, long version,
		@Nullable String changed, @Nullable String presumedDead) {

	/**
	 * Reads a row.
	 * @throws MalformedException if its columns cannot be read
	 * @throws IllegalArgumentException if they are not those of a service
	 */
	static InstanceDescriptor of(Row row, MeshSnapshot snapshot, @Nullable PresumedDead presumed)
			throws MalformedException {
		Columns columns = Columns.decode(row.state());
		ServiceRow service = ServiceRow.of(columns);
		Map<String, String> metadata = new TreeMap<>(service.metadata());
		metadata.replaceAll((name, value) -> RowDescriptor.isSecret(name) ? "******" : value);
		Liveness liveness = (presumed != null) ? presumed.member().liveness()
				: snapshot.member(row.id().owner()).map(MemberState::liveness).orElse(Liveness.ALIVE);
		return new InstanceDescriptor(service.instanceId(), row.id().owner().toString(), service.host(), service.port(),
				service.secure(), service.status().name(), liveness.name(), service.zone(), metadata,
				service.managementPort(), row.version(),
				ServiceRow.changed(columns).map(Instant::toString).orElse(null),
				(presumed != null) ? presumed.reason() : null);
	}

}
