package io.starling.spring.endpoint;

import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.MeshStatus;
import io.starling.mesh.MeshStatus.Condition;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Explanation.Accusation;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.jspecify.annotations.Nullable;

/**
 * Says in sentences why a member, and the instances that it is, are seen as they are.
 */
final class Findings {

	private static final String DENIAL = "ALIVE";

	private final List<String> sentences = new ArrayList<>();

	private Findings() {
	}

	static List<String> of(Explanation explanation, List<InstanceDescriptor> instances, boolean self,
			MeshStatus status) {
		Findings findings = new Findings();
		findings.member(explanation, self);
		instances.forEach((instance) -> findings.instance(instance, explanation.state()));
		findings.withdrawals(explanation);
		findings.onlooker(status);
		return findings.sentences;
	}

	private void member(Explanation explanation, boolean self) {
		MemberState state = explanation.state();
		switch (state.liveness()) {
			case ALIVE -> this.sentences.add(self ? "This is the member that answers you."
					: "The member counts as alive: " + doubts(explanation.accusation()) + ".");
			case SUSPECT -> this.sentences.add("The member is suspected: " + state.reason() + ".");
			case DEAD -> this.sentences.add("The member counts as dead: " + state.reason() + ".");
			case LEFT -> this.sentences.add("The member has left: it " + state.reason() + ".");
		}
	}

	private static String doubts(@Nullable Accusation accusation) {
		if (accusation == null) {
			return "nobody says anything against it";
		}
		long deniers = accusation.statements().stream().filter((said) -> said.evidence().equals(DENIAL)).count();
		return accusation.statements().size() - deniers + " accuse it and " + deniers
				+ " deny that, which is too little to suspect it";
	}

	private void instance(InstanceDescriptor instance, MemberState state) {
		String name = "The instance " + instance.instanceId();
		if (!state.isPresent() && instance.presumedDead() != null) {
			this.sentences.add(name + " stays listed, after all others: its member is only presumed dead, because "
					+ "nobody has proven it, and the service would have no trusted instance.");
		}
		else if (!state.isPresent()) {
			this.sentences.add(name + " is not listed, because its member is gone.");
		}
		else if (!instance.status().equals(ServiceStatus.UP.name())) {
			this.sentences.add(name + " is not called, because it says " + instance.status() + " of itself.");
		}
		else if (state.liveness() == Liveness.SUSPECT) {
			this.sentences.add(name + " is called only after others, because its member is suspected.");
		}
		else {
			this.sentences.add(name + " may be called.");
		}
	}

	private void withdrawals(Explanation explanation) {
		explanation.withdrawals()
			.stream()
			.filter((row) -> row.id().table().equals(ServiceRow.TABLE))
			.forEach((row) -> this.sentences
				.add("The instance " + row.id().key() + " is not listed, because it withdrew its row."));
	}

	/** Whoever does not see well itself says so. */
	private void onlooker(MeshStatus status) {
		if (status.condition() == Condition.CUT_OFF || status.condition() == Condition.ISOLATED) {
			this.sentences.add("The member that answers you does not see well: " + status.reason() + ".");
		}
	}

}
