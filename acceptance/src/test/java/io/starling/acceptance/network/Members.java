package io.starling.acceptance.network;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.MeshThreads;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.Settings;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;

/**
 * Members without Spring, all in one process: each offers an instance of the service
 * {@value #SERVICE}, and prints what it sees. Arguments: the address to listen on, how
 * many members, and the host of the seed.
 */
final class Members {

	/** What each of them offers. */
	static final String SERVICE = "inventory";

	/** The name of their mesh. */
	static final String MESH = "network";

	/** The first member's port; the others have the next ones. */
	static final int PORT = 7946;

	private static final int HTTP_PORT = 8000;

	private final Mesh mesh;

	private final Endpoint self;

	private Members(Mesh mesh) {
		this.mesh = mesh;
		this.self = mesh.self().endpoint();
	}

	/**
	 * Starts the members, and stays.
	 * @param args the address, the number of members, and the seed's host
	 * @throws InterruptedException never
	 */
	public static void main(String[] args) throws InterruptedException {
		MeshThreads threads = MeshThreads.create(1);
		for (int i = 0; i < Integer.parseInt(args[1]); i++) {
			MeshSettings settings = new MeshSettings(MESH, args[0], PORT + i, PORT + i, null, 0,
					List.of(new Endpoint(args[2], PORT)), "", Settings.defaults(), null);
			new Members(Mesh.start(settings, threads)).offer(HTTP_PORT + i);
		}
		Thread.currentThread().join();
	}

	private void offer(int port) {
		this.mesh.watch(this::tell);
		String instance = SERVICE + "@" + this.self;
		ServiceRow row = new ServiceRow(SERVICE, instance, this.self.host(), port, false, ServiceStatus.UP, "",
				Map.of(), 0);
		this.mesh.put(ServiceRow.TABLE, instance, row.toColumns()).join();
	}

	private void tell(MeshSnapshot before, MeshSnapshot after) {
		int rows = rows(after);
		if (rows != rows(before)) {
			print("ROWS", rows);
		}
		if (before.cutOff() != after.cutOff()) {
			print("CUT_OFF", after.cutOff());
		}
		if (!before.hasSameMembersAs(after)) {
			after.all().forEach((state) -> {
				Liveness known = before.member(state.member().id()).map(MemberState::liveness).orElse(null);
				if (state.liveness() != known) {
					print(state.liveness().name(), state.member().endpoint());
				}
			});
		}
	}

	private static int rows(MeshSnapshot snapshot) {
		return snapshot.table(ServiceRow.TABLE).size();
	}

	private void print(String what, Object detail) {
		long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
		System.out.println(
				String.join(" ", Sighting.MARK, Long.toString(micros), this.self.toString(), what, detail.toString()));
	}

}
