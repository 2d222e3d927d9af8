package io.starling.mesh;

import io.starling.mesh.model.MeshSnapshot;

/**
 * Is told of changes. Calls come one at a time from a thread of the mesh's own that is
 * not the protocol's: a slow listener delays nobody but itself, and then sees several
 * changes as one. Where more than 256 listeners, and continuations of futures, are stuck
 * at the same time, each further one of them delays what comes behind it by 20 ms.
 */
@FunctionalInterface
public interface MeshListener {

	/**
	 * Something changed. Tables that did not change are the same object in both
	 * snapshots.
	 * @param before the snapshot that this listener saw last
	 * @param after the newest snapshot
	 */
	void changed(MeshSnapshot before, MeshSnapshot after);

}
