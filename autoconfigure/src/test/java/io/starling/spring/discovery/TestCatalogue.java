package io.starling.spring.discovery;

import java.util.function.Consumer;

import io.starling.spring.TestSnapshot;

/**
 * A catalogue of a mesh made by hand.
 */
public final class TestCatalogue {

	private final TestSnapshot mesh = new TestSnapshot();

	private final ServiceCatalogue catalogue = new ServiceCatalogue(this.mesh::get, new TestTime());

	public ServiceCatalogue get() {
		return this.catalogue;
	}

	public void change(Consumer<TestSnapshot> change) {
		change.accept(this.mesh);
		this.catalogue.refresh();
	}

}
