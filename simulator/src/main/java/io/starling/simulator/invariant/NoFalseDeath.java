package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import io.starling.mesh.model.MemberState;
import io.starling.simulator.member.Pause;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.network.Cut;

/**
 * I5: nobody who lives is taken for dead, unless it was silent for longer than the hang
 * tolerance. Loss, broken and muted links, crashes and pauses of others, and the viewer's
 * own pauses are no excuse. Three things are: the one taken for dead stood still for
 * about the hang tolerance or longer; the viewer did so for half of the retention, and
 * knows nothing of anybody any more; or a cut stood between it and the viewer, or between
 * it and two or more of those that the viewer could hear (they may have been its only
 * observers).
 */
final class NoFalseDeath {

	/** How long an excuse lasts: news of it may still be on its way. */
	private static final Duration AFTERMATH = Duration.ofSeconds(5);

	/** How much shorter than the tolerance a pause may be and still excuse. */
	private static final Duration MARGIN = Duration.ofSeconds(1);

	/** Among so few others, one may have been the only observer. */
	private static final int FEW = 2;

	/** Clocks are at most as wrong as one in so many. */
	private static final int DRIFT = 50;

	private final Registry registry;

	private final List<Cut> cuts;

	private final Company company;

	NoFalseDeath(Registry registry, List<Cut> cuts, Company company) {
		this.company = company;
		this.registry = registry;
		this.cuts = cuts;
	}

	void died(SimulatedMember viewer, MemberState state) {
		SimulatedMember dead = this.registry.member(state.member().id());
		if (dead.isUp() && !isExcusable(viewer, dead)) {
			throw new InvariantViolation("I5", this.registry.now(),
					"at " + this.registry.name(viewer.id()) + ", " + this.registry.name(dead.id())
							+ " is taken for dead, but it runs; the reason given is: " + state.reason());
		}
	}

	/** Tells whether one who runs may be taken for dead now by another one. */
	boolean isExcusable(SimulatedMember viewer, SimulatedMember dead) {
		return isAway(viewer) || isExcused(viewer, dead);
	}

	/** Who hears nobody for half of the retention takes all others for dead (D15). */
	private boolean isAway(SimulatedMember viewer) {
		Duration away = viewer.settings().retention().dividedBy(2);
		return this.registry.now().minus(this.company.last(viewer)).compareTo(away.minus(away.dividedBy(DRIFT))) >= 0;
	}

	private boolean isExcused(SimulatedMember viewer, SimulatedMember dead) {
		// Members may differ: the most impatient one may begin it, the most patient one
		// may be the last to end it.
		List<Duration> tolerances = this.registry.membersOf(viewer.mesh())
			.stream()
			.map((member) -> member.settings().hangTolerance())
			.toList();
		Duration moment = this.registry.now().minus(Collections.max(tolerances)).minus(AFTERMATH);
		Duration away = viewer.settings().retention().dividedBy(2).minus(MARGIN);
		return stoodStill(dead, Collections.min(tolerances).minus(MARGIN), moment) || stoodStill(viewer, away, moment)
				|| isCut(viewer.host(), dead.host(), moment) || isCutFromOthers(viewer, dead, moment);
	}

	private boolean stoodStill(SimulatedMember member, Duration atLeast, Duration moment) {
		for (Pause pause : member.pauses()) {
			if (pause.onSince(moment) && pause.length(this.registry.now()).compareTo(atLeast) >= 0) {
				return true;
			}
		}
		return false;
	}

	private boolean isCutFromOthers(SimulatedMember viewer, SimulatedMember dead, Duration moment) {
		List<String> others = audible(viewer, moment).stream()
			.filter((host) -> !host.equals(viewer.host()) && !host.equals(dead.host()))
			.toList();
		long cutOff = others.stream().filter((host) -> isCut(dead.host(), host, moment)).count();
		return cutOff >= 2 || (cutOff == 1 && others.size() <= FEW);
	}

	/** The hosts that may have been heard by a member, directly or through others. */
	private SortedSet<String> audible(SimulatedMember viewer, Duration moment) {
		TreeSet<String> silent = new TreeSet<>();
		this.registry.membersOf(viewer.mesh()).forEach((member) -> silent.add(member.host()));
		TreeSet<String> heard = new TreeSet<>();
		ArrayDeque<String> frontier = new ArrayDeque<>(List.of(viewer.host()));
		while (!frontier.isEmpty()) {
			String listener = frontier.remove();
			for (String speaker : List.copyOf(silent)) {
				if (this.cuts.stream().noneMatch((cut) -> cut.onEverSince(moment) && cut.stops(speaker, listener))) {
					silent.remove(speaker);
					heard.add(speaker);
					frontier.add(speaker);
				}
			}
		}
		return heard;
	}

	private boolean isCut(String one, String other, Duration moment) {
		for (Cut cut : this.cuts) {
			if (cut.onSince(moment) && (cut.stops(one, other) || cut.stops(other, one))) {
				return true;
			}
		}
		return false;
	}

}
