package io.starling.mesh;

import io.starling.mesh.model.MeshSnapshot;

/**
 * Is told of changes. Calls come one at a time from a thread of the mesh's own that is
 * not the protocol's: a slow listener delays nobody but itself, and then sees several
 * changes as one. That holds for up to 256 listeners, and continuations of futures, that
 * are stuck at the same time.
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
