package io.starling.spring.endpoint;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshStatus;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.spring.discovery.ServiceCatalogue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The mesh as this member sees it: {@code /actuator/starling} is the overview,
 * {@code /members}, {@code /services} and {@code /tables} below it are the lists, and one
 * more segment picks a member by the beginning of its id, a service by name, or a table
 * with its rows.
 */
@Endpoint(id = "starling")
public final class StarlingEndpoint {

	private final Mesh mesh;

	private final ServiceCatalogue catalogue;

	/**
	 * Creates the endpoint.
	 * @param mesh the mesh
	 * @param catalogue the service catalogue
	 */
	public StarlingEndpoint(Mesh mesh, ServiceCatalogue catalogue) {
		this.mesh = mesh;
		this.catalogue = catalogue;
	}

	/**
	 * Returns the overview.
	 * @return the mesh without rows
	 */
	@ReadOperation
	public MeshDescriptor overview() {
		MeshSnapshot snapshot = this.mesh.snapshot();
		MeshSections sections = new MeshSections(snapshot);
		MeshStatus status = this.mesh.status();
		Member self = this.mesh.self();
		return new MeshDescriptor(this.mesh.name(), self.id().toString(), self.endpoint().toString(), self.zone(),
				status.condition().name(), status.reason(), status.links(),
				(status.sinceLastExchange() != null) ? status.sinceLastExchange().toString() : null,
				snapshot.digest().toString(), sections.members(), sections.neighbours(), sections.tables(),
				this.catalogue.services());
	}

	/**
	 * Returns one list.
	 * @param section {@code members}, {@code services} or {@code tables}
	 * @return the list, or null for another word
	 */
	@ReadOperation
	public @Nullable SectionDescriptor section(@Selector String section) {
		return new MeshSections(this.mesh.snapshot()).section(section);
	}

	/**
	 * Returns a part of one list.
	 * @param section {@code members}, {@code services} or {@code tables}
	 * @param name the beginning of a member's id, a service's name, or a table's name
	 * @return what was found, or null for nothing
	 */
	@ReadOperation
	public @Nullable SectionDescriptor entry(@Selector String section, @Selector String name) {
		return new MeshSections(this.mesh.snapshot()).entry(section, name);
	}

}
