package io.starling.demo.console;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshListener;
import io.starling.mesh.MeshStatus;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.MeshSnapshot;

/**
 * The mesh that the console is a member of.
 */
class LiveMesh implements MeshView {

	private final Mesh mesh;

	LiveMesh(Mesh mesh) {
		this.mesh = mesh;
	}

	@Override
	public String name() {
		return this.mesh.name();
	}

	@Override
	public MeshSnapshot snapshot() {
		return this.mesh.snapshot();
	}

	@Override
	public MeshStatus status() {
		return this.mesh.status();
	}

	@Override
	public Subscription watch(MeshListener listener) {
		return this.mesh.watch(listener);
	}

}
