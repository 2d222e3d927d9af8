package io.starling.spring.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.starling.mesh.MeshStatus;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Explanation.Accusation;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.spring.address.Address;
import io.starling.spring.discovery.PresumedDead;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.endpoint.ExplanationDescriptor.AccusationDescriptor;
import io.starling.spring.endpoint.ExplanationDescriptor.ObserverDescriptor;
import io.starling.spring.endpoint.ExplanationDescriptor.RowStateDescriptor;
import io.starling.spring.endpoint.ExplanationDescriptor.StatementDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whom a name means, and puts what the mesh says of it into the form that the
 * endpoint serves.
 */
final class Explainer {

	private final Function<String, List<Explanation>> mesh;

	private final MeshSnapshot snapshot;

	private final SortedMap<RowId, PresumedDead> presumedDead;

	private final MeshStatus status;

	private final Instant now;

	/**
	 * Creates an explainer for one question.
	 * @param mesh knows members by id, address, and the keys of rows
	 * @param snapshot what this member knows
	 * @param presumedDead the instances that the catalogue lists beside those of the
	 * snapshot
	 * @param status how well it sees
	 * @param now the time
	 */
	Explainer(Function<String, List<Explanation>> mesh, MeshSnapshot snapshot,
			SortedMap<RowId, PresumedDead> presumedDead, MeshStatus status, Instant now) {
		this.mesh = mesh;
		this.snapshot = snapshot;
		this.presumedDead = presumedDead;
		this.status = status;
		this.now = now;
	}

	List<ExplanationDescriptor> explain(String name) {
		List<Explanation> found = Stream.of(Stream.of(name), owners(name), memberNamedBy(name))
			.map((names) -> names.flatMap((it) -> this.mesh.apply(it).stream()).toList())
			.filter((explanations) -> !explanations.isEmpty())
			.findFirst()
			.orElseGet(() -> forgotten(name));
		return found.stream().map(this::describe).toList();
	}

	/** The owners of instances that are reached at an address, or say that id. */
	private Stream<String> owners(String name) {
		return Stream
			.concat(this.snapshot.table(ServiceRow.TABLE).values().stream(),
					this.presumedDead.values().stream().map(PresumedDead::row))
			.filter((row) -> isNamed(row, name))
			.map((row) -> row.id().owner().toString())
			.distinct();
	}

	private boolean isNamed(Row row, String name) {
		return instance(row).stream()
			.anyMatch((instance) -> (Address.bracketed(instance.host()) + ":" + instance.port()).equals(name)
					|| instance.instanceId().equals(name));
	}

	/** The mesh knows no more of these, but the catalogue does. */
	private List<Explanation> forgotten(String name) {
		return this.presumedDead.values()
			.stream()
			.filter((it) -> isNamed(it.row(), name) || it.row().id().owner().toString().startsWith(name)
					|| it.member().member().endpoint().toString().equals(name))
			.map((it) -> new Explanation(it.member(), List.of(), null, List.of(it.row()), List.of()))
			.toList();
	}

	/**
	 * No row is left of who said goodbye, but the usual instance id ends with the
	 * member's.
	 */
	private static Stream<String> memberNamedBy(String instanceId) {
		String end = instanceId.substring(instanceId.lastIndexOf(':') + 1);
		return (end.length() == MemberId.MIN.toString().length()) ? Stream.of(end) : Stream.empty();
	}

	private List<InstanceDescriptor> instance(Row row) {
		try {
			return List.of(InstanceDescriptor.of(row, this.snapshot, this.presumedDead.get(row.id())));
		}
		catch (MalformedException | IllegalArgumentException ex) {
			// The table itself shows the row, with the error.
			return List.of();
		}
	}

	private ExplanationDescriptor describe(Explanation explanation) {
		MemberDescriptor member = MemberDescriptor.of(explanation.state(), this.snapshot, this.now);
		List<InstanceDescriptor> instances = explanation.rows()
			.stream()
			.filter((row) -> row.id().table().equals(ServiceRow.TABLE))
			.flatMap((row) -> instance(row).stream())
			.toList();
		return new ExplanationDescriptor(member, Findings.of(explanation, instances, member.self(), this.status),
				explanation.observers().stream().map(this::observer).toList(),
				(explanation.accusation() != null) ? accusation(explanation, explanation.accusation()) : null,
				instances, rows(explanation));
	}

	private ObserverDescriptor observer(MemberId id) {
		return new ObserverDescriptor(id.toString(), address(id),
				this.snapshot.member(id).map((state) -> state.liveness().name()).orElse(null));
	}

	private @Nullable String address(MemberId id) {
		return this.snapshot.member(id).map((state) -> state.member().endpoint().toString()).orElse(null);
	}

	private AccusationDescriptor accusation(Explanation explanation, Accusation accusation) {
		List<StatementDescriptor> statements = accusation.statements()
			.stream()
			.map((said) -> new StatementDescriptor(said.by().toString(), address(said.by()),
					explanation.observers().contains(said.by()), said.evidence(), said.at().toString()))
			.toList();
		Instant agreed = accusation.agreedSince();
		return new AccusationDescriptor(accusation.version(), accusation.since().toString(),
				(agreed != null) ? agreed.toString() : null, accusation.heldDead(), statements);
	}

	private static List<RowStateDescriptor> rows(Explanation explanation) {
		MemberState state = explanation.state();
		List<RowStateDescriptor> rows = new ArrayList<>();
		explanation.rows()
			.forEach((row) -> rows.add(new RowStateDescriptor(row.id().table(), row.id().key(), row.version(),
					state.isPresent() ? "LISTED" : "HIDDEN", null)));
		explanation.withdrawals()
			.forEach((row) -> rows.add(new RowStateDescriptor(row.id().table(), row.id().key(), row.version(),
					"WITHDRAWN", row.since().toString())));
		return rows;
	}

}
