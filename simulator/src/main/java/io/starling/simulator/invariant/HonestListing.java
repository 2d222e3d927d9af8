package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.TreeMap;

import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.time.Timeline;

/**
 * I14: while somebody lies, members that run list members that run. Nobody is taken for
 * dead for what a stranger says, unless it speaks in the names of observers, or makes up
 * more members than there are; and whoever is not listed for such a lie, or for a forged
 * goodbye, is again as soon as its own word has come. What excuses a false death (I5)
 * excuses this; so does having a link with nobody but liars.
 */
final class HonestListing {

	/** How long a word may be under way: TCP may have to try again and again. */
	private static final Duration LIMIT = Duration.ofSeconds(15);

	private final Registry registry;

	private final NoFalseDeath noFalseDeath;

	private final ToldLies lies;

	private final Timeline timeline;

	/** By viewer and subject: since when the subject is not listed though it runs. */
	private final TreeMap<MemberId, TreeMap<MemberId, Duration>> unlisted = new TreeMap<>();

	HonestListing(Registry registry, NoFalseDeath noFalseDeath, ToldLies lies, Timeline timeline) {
		this.registry = registry;
		this.noFalseDeath = noFalseDeath;
		this.lies = lies;
		this.timeline = timeline;
	}

	void check(SimulatedMember viewer, MeshSnapshot snapshot) {
		TreeMap<MemberId, Duration> missing = this.unlisted.computeIfAbsent(viewer.id(), (id) -> new TreeMap<>());
		for (SimulatedMember subject : this.registry.membersOf(viewer.mesh())) {
			MemberState state = snapshot.members().get(subject.id());
			if (state == null || state.isPresent() || !subject.isUp()) {
				missing.remove(subject.id());
			}
			else if (missing.putIfAbsent(subject.id(), this.registry.now()) == null) {
				isMissing(viewer, subject, state);
			}
		}
	}

	/** Most observers of each are then made up, and so most of those who could deny. */
	private boolean areOutnumbered(String mesh) {
		long running = this.registry.membersOf(mesh).stream().filter(SimulatedMember::isUp).count();
		return this.lies.members() > running;
	}

	/** Whoever has met none but liars is at their mercy. */
	private boolean isExcusable(SimulatedMember viewer, SimulatedMember subject) {
		boolean met = this.registry.membersOf(subject.mesh())
			.stream()
			.anyMatch((member) -> member.isUp() && subject.snapshot().linked().contains(member.id()));
		return !met || this.noFalseDeath.isExcusable(viewer, subject);
	}

	private void isMissing(SimulatedMember viewer, SimulatedMember subject, MemberState state) {
		if (isExcusable(viewer, subject)) {
			return; // in time it is back: L1
		}
		if (state.liveness() == Liveness.DEAD && !this.lies.votes() && !areOutnumbered(viewer.mesh())) {
			this.noFalseDeath.died(viewer, state);
		}
		Duration since = this.registry.now();
		this.timeline.after(LIMIT, () -> {
			Duration still = this.unlisted.getOrDefault(viewer.id(), new TreeMap<>()).get(subject.id());
			if (since.equals(still) && viewer.isUp() && subject.isUp() && !isExcusable(viewer, subject)) {
				throw new InvariantViolation("I14", this.registry.now(),
						"at " + this.registry.name(viewer.id()) + ", " + this.registry.name(subject.id())
								+ ", which runs, has not been listed for " + LIMIT.toSeconds() + " s; it was: "
								+ state.reason());
			}
		});
	}

}
