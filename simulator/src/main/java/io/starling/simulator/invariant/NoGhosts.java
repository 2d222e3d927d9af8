package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.simulator.member.Pause;
import io.starling.simulator.member.SimulatedMember;
import io.starling.simulator.network.Cut;

import org.jspecify.annotations.Nullable;

/**
 * I12: no ghosts. A member that has ended, and that none of those lists any more who run
 * and whom a viewer could hear, is not listed by that viewer again. "Could hear" means:
 * all the time since the hang tolerance and some seconds, directly or through others,
 * with no cut on the way and no pause. A viewer that has just started, or was alone, has
 * only heard whom it joined by. So whoever comes back from behind a cut or from a pause,
 * and still lists the ended one, excuses nobody who believes it. One thing does: the
 * ended member's own word, a version above all that those others ever held, or above what
 * the viewer itself held if a cut has kept it from hearing more.
 */
final class NoGhosts {

	/** How long news of somebody who lived may be under way. */
	private static final Duration AFTERMATH = Duration.ofSeconds(5);

	private final Registry registry;

	private final List<Cut> cuts;

	private final Company company;

	/** By subject and viewer: what was listed last, for ever. */
	private final TreeMap<MemberId, TreeMap<MemberId, Dropped>> dropped = new TreeMap<>();

	NoGhosts(Registry registry, List<Cut> cuts, Company company) {
		this.company = company;
		this.registry = registry;
		this.cuts = cuts;
	}

	void changed(SimulatedMember viewer, MemberId id, @Nullable MemberState before, @Nullable MemberState after) {
		boolean was = before != null && before.isPresent();
		boolean is = after != null && after.isPresent();
		if (before != null && was && !is) {
			long version = Math.max(before.member().version(), (after != null) ? after.member().version() : 0);
			this.dropped.computeIfAbsent(id, (subject) -> new TreeMap<>())
				.put(viewer.id(), new Dropped(version, this.registry.now()));
		}
		else if (after != null && is && !was && !this.registry.member(id).isUp()) {
			check(viewer, after);
		}
	}

	private void check(SimulatedMember viewer, MemberState listed) {
		SimulatedMember ended = this.registry.member(listed.member().id());
		Duration moment = this.registry.now().minus(viewer.settings().hangTolerance()).minus(AFTERMATH);
		if (endedSince(ended, moment) || hasPaused(viewer, moment) || !this.company.isKeptSince(viewer, moment)) {
			return;
		}
		TreeMap<MemberId, Dropped> last = this.dropped.getOrDefault(ended.id(), new TreeMap<>());
		SortedSet<String> audible = audible(viewer, moment);
		Dropped own = last.get(viewer.id());
		long known = (own != null) ? own.version() : 0;
		if (own != null && listed.member().version() > known && missed(viewer, ended)) {
			return;
		}
		for (SimulatedMember other : this.registry.membersOf(viewer.mesh())) {
			if (other == viewer || !audible.contains(other.host()) || !endedSince(other, moment)) {
				continue;
			}
			MemberState held = other.snapshot().members().get(ended.id());
			Dropped before = last.get(other.id());
			if ((held != null && held.isPresent()) || (before != null && before.at().compareTo(moment) >= 0)) {
				return;
			}
			known = Math.max(known, (before != null) ? before.version() : 0);
		}
		if (listed.member().version() <= known) {
			throw new InvariantViolation("I12", this.registry.now(),
					"at " + this.registry.name(viewer.id()) + ", " + this.registry.name(ended.id())
							+ " is listed again at version " + listed.member().version()
							+ ", but it has ended, and all others that could be heard knew at version " + known);
		}
	}

	/** Tells whether a cut may have kept the last words of a member from a viewer. */
	private boolean missed(SimulatedMember viewer, SimulatedMember ended) {
		Duration end = ended.ended().orElse(null);
		Duration moment = ((end != null) ? end : this.registry.now()).minus(AFTERMATH);
		return this.registry.membersOf(viewer.mesh())
			.stream()
			.anyMatch((other) -> this.cuts.stream()
				.anyMatch((cut) -> cut.onSince(moment) && cut.stops(other.host(), viewer.host())));
	}

	/** Tells whether a process ran at any time since a moment. */
	private static boolean endedSince(SimulatedMember member, Duration moment) {
		Duration ended = member.ended().orElse(null);
		return ended == null || ended.compareTo(moment) >= 0;
	}

	/**
	 * The hosts that a member could hear all the time since a moment, directly or through
	 * others.
	 */
	private SortedSet<String> audible(SimulatedMember viewer, Duration moment) {
		TreeSet<String> silent = new TreeSet<>();
		for (SimulatedMember member : this.registry.membersOf(viewer.mesh())) {
			if (!hasPaused(member, moment)) {
				silent.add(member.host());
			}
		}
		TreeSet<String> heard = new TreeSet<>();
		ArrayDeque<String> frontier = new ArrayDeque<>(List.of(viewer.host()));
		while (!frontier.isEmpty()) {
			String listener = frontier.remove();
			for (String speaker : List.copyOf(silent)) {
				if (this.cuts.stream().noneMatch((cut) -> cut.onSince(moment) && cut.stops(speaker, listener))) {
					silent.remove(speaker);
					heard.add(speaker);
					frontier.add(speaker);
				}
			}
		}
		return heard;
	}

	private static boolean hasPaused(SimulatedMember member, Duration moment) {
		List<Pause> pauses = member.pauses();
		return !pauses.isEmpty() && pauses.get(pauses.size() - 1).onSince(moment);
	}

	/**
	 * The end of a listing.
	 *
	 * @param version the highest version known then
	 * @param at when it ended
	 */
	private record Dropped(long version, Duration at) {
	}

}
