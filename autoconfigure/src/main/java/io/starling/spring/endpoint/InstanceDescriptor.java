package io.starling.spring.endpoint;

import java.util.Map;
import java.util.TreeMap;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.RowId;
import io.starling.spring.discovery.ServiceRow;

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
 */
public record InstanceDescriptor(String instanceId, String member, String host, int port, boolean secure, String status,
		String liveness, String zone, Map<String, String> metadata, int managementPort) {

	static InstanceDescriptor of(RowId id, ServiceRow row, MeshSnapshot snapshot) {
		Map<String, String> metadata = new TreeMap<>(row.metadata());
		metadata.replaceAll((name, value) -> RowDescriptor.isSecret(name) ? "******" : value);
		Liveness liveness = snapshot.member(id.owner()).map(MemberState::liveness).orElse(Liveness.ALIVE);
		return new InstanceDescriptor(row.instanceId(), id.owner().toString(), row.host(), row.port(), row.secure(),
				row.status().name(), liveness.name(), row.zone(), metadata, row.managementPort());
	}

}
