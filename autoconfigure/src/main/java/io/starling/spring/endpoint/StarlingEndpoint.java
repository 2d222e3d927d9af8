package io.starling.spring.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshStatus;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.spring.discovery.ServiceCatalogue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The mesh as this member sees it: {@code /actuator/starling} is the overview,
 * {@code /members}, {@code /services} and {@code /tables} below it are the lists, one
 * more segment picks a member by the beginning of its id, a service by name, or a table
 * with its rows, and one more an owner of rows. {@code /explain/} and a name says why a
 * member or an instance is seen as it is. docs/actuator.md shows the answers.
 */
@Endpoint(id = "starling")
public final class StarlingEndpoint {

	private static final long WAIT_SECONDS = 2;

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
		MeshSections sections = new MeshSections(snapshot, this.catalogue.presumedDead(), Instant.now());
		MeshStatus status = this.mesh.status();
		Member self = this.mesh.self();
		return new MeshDescriptor(this.mesh.name(), self.id().toString(), self.endpoint().toString(), self.zone(),
				status.condition().name(), status.reason(), status.links(),
				(status.sinceLastExchange() != null) ? status.sinceLastExchange().toString() : null,
				snapshot.digest().toString(), sections.members(), sections.neighbours(), sections.tables(),
				this.catalogue.services(), activity());
	}

	private Map<String, Long> activity() {
		Map<String, Long> counts = new TreeMap<>();
		for (Activity what : Activity.values()) {
			counts.put(what.name().toLowerCase(Locale.ROOT).replace('_', '-'), this.mesh.count(what));
		}
		return counts;
	}

	/**
	 * Returns one list.
	 * @param section {@code members}, {@code services} or {@code tables}
	 * @return the list, or null for another word
	 */
	@ReadOperation
	public @Nullable SectionDescriptor section(@Selector String section) {
		return sections().section(section);
	}

	/**
	 * Returns a part of one list, or an explanation.
	 * @param section {@code members}, {@code services}, {@code tables} or {@code explain}
	 * @param name the beginning of a member's id, a service's name, or a table's name; to
	 * be explained, an instance's id, the beginning of a member's id, or the address of
	 * either
	 * @return what was found, or null for nothing
	 */
	@ReadOperation
	public @Nullable SectionDescriptor entry(@Selector String section, @Selector String name) {
		if (section.equals("explain")) {
			Explainer explainer = new Explainer(this::ask, this.mesh.snapshot(), this.catalogue.presumedDead(),
					this.mesh.status(), Instant.now());
			return SectionDescriptor.ofExplanations(explainer.explain(name)).ifAny();
		}
		return sections().entry(section, name);
	}

	/**
	 * Returns the rows of one owner.
	 * @param section {@code tables}
	 * @param name the table's name
	 * @param owner the beginning of the owner's id
	 * @return the table with these rows alone, or null for none
	 */
	@ReadOperation
	public @Nullable SectionDescriptor rows(@Selector String section, @Selector String name, @Selector String owner) {
		return section.equals("tables") ? sections().rows(name, owner) : null;
	}

	private MeshSections sections() {
		return new MeshSections(this.mesh.snapshot(), this.catalogue.presumedDead(), Instant.now());
	}

	private List<Explanation> ask(String name) {
		try {
			return this.mesh.explain(name).get(WAIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			// It has left, and nobody is left to be asked.
			return List.of();
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException("The mesh did not answer within " + WAIT_SECONDS + " s", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return List.of();
		}
	}

}
