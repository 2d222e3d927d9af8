package io.starling.demo.console;

import java.util.List;

import io.starling.mesh.MeshListener;
import io.starling.mesh.MeshStatus;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.MeshSnapshot;

/**
 * What the console wants of the mesh, and can be given in a test.
 */
interface MeshView {

	/**
	 * Returns the mesh's name.
	 * @return a name
	 */
	String name();

	/**
	 * Returns where other members find this one.
	 * @return {@code host:port}
	 */
	default String address() {
		MeshSnapshot snapshot = snapshot();
		return snapshot.member(snapshot.self()).map((self) -> self.member().endpoint().toString()).orElse("");
	}

	/**
	 * Returns what is known now.
	 * @return a snapshot
	 */
	MeshSnapshot snapshot();

	/**
	 * Returns how the console's own connection is.
	 * @return the status
	 */
	MeshStatus status();

	/**
	 * Returns the registered instances of a snapshot.
	 * @param snapshot the snapshot
	 * @return the instances in order of service and name
	 */
	default List<Registered> registered(MeshSnapshot snapshot) {
		return ServiceTable.read(snapshot);
	}

	/**
	 * Begins to tell of changes.
	 * @param listener is told
	 * @return ends it
	 */
	Subscription watch(MeshListener listener);

}
