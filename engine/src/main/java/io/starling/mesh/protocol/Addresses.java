package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

/**
 * Where others may be found: seeds, the addresses of the dead, and those where members
 * lived long ago; what has come of dialling each, and when it is worth trying again. An
 * address counts as somebody's who is present if that member says so, or was the last to
 * answer there: names, virtual addresses and other spellings lead to the same members.
 */
final class Addresses {

	/** Of so many addresses it is remembered what came of dialling them. */
	private static final int MOST = 1024;

	private static final int MOST_REMEMBERED = 64;

	private static final int MAX_DOUBLINGS = 20;

	/** A seed where nobody answers may come back at any time. */
	private static final Duration LONGEST_FOR_SEEDS = Duration.ofMinutes(1);

	/** Others where nobody answers may be somebody else's by now. */
	private static final Duration LONGEST = Duration.ofHours(1);

	private final Knowledge knowledge;

	private final Duration pause;

	private final RandomGenerator random;

	private SortedSet<Endpoint> seeds = new TreeSet<>();

	/** Those that turned out to be this member itself. */
	private final SortedSet<Endpoint> own = new TreeSet<>();

	/**
	 * Where members lived before this one's start, or so long ago that they are
	 * forgotten.
	 */
	private final List<Endpoint> remembered = new ArrayList<>();

	private final TreeMap<Endpoint, Outcome> outcomes = new TreeMap<>();

	/** The states that the sets below were made of; null if anything else changed. */
	private @Nullable PSortedMap<MemberId, MemberState> asOf;

	private SortedSet<Endpoint> missingSeeds = new TreeSet<>();

	private SortedSet<Endpoint> dead = new TreeSet<>();

	private List<Endpoint> longAgo = List.of();

	/** Seeds at which somebody answers who is present, and says to live elsewhere. */
	private SortedSet<Endpoint> aliases = new TreeSet<>();

	Addresses(Knowledge knowledge, Settings settings, RandomGenerator random) {
		this.knowledge = knowledge;
		this.pause = settings.healInterval();
		this.random = random;
		this.own.add(knowledge.self().endpoint());
	}

	/** Tells whether there were none before. */
	boolean replaceSeeds(Collection<Endpoint> resolved) {
		boolean first = this.seeds.isEmpty();
		SortedSet<Endpoint> sorted = new TreeSet<>(resolved);
		if (!sorted.equals(this.seeds)) {
			this.seeds = sorted;
			this.asOf = null;
		}
		return first && !sorted.isEmpty();
	}

	boolean hasSeeds() {
		return !this.seeds.isEmpty();
	}

	/** Keeps addresses where members lived: 64 of all, drawn, as others keep others. */
	void remember(Collection<Endpoint> endpoints) {
		for (Endpoint endpoint : endpoints) {
			if (!this.remembered.contains(endpoint)) {
				this.remembered.add(endpoint);
			}
		}
		while (this.remembered.size() > MOST_REMEMBERED) {
			this.remembered.remove(this.random.nextInt(this.remembered.size()));
		}
		this.asOf = null;
	}

	/** For one without any link: seeds, the dead, and all members known. */
	SortedSet<Endpoint> all() {
		SortedSet<Endpoint> all = new TreeSet<>(this.seeds);
		this.knowledge.roster().states().values().forEach((state) -> {
			if (state.liveness() != Liveness.LEFT) {
				all.add(state.member().endpoint());
			}
		});
		all.removeAll(this.own);
		return all;
	}

	/** What is remembered, without addresses at which a member is known by now. */
	List<Endpoint> longAgo() {
		refresh();
		return this.longAgo;
	}

	/** The seeds where nobody present lives and that are worth a dial now. */
	List<Endpoint> dueSeeds(Instant now) {
		refresh();
		return due(this.missingSeeds, now);
	}

	/** The addresses of dead members that are worth a dial now. */
	List<Endpoint> dueDead(Instant now) {
		refresh();
		return due(this.dead, now);
	}

	/** What is remembered and worth a dial now. */
	List<Endpoint> dueLongAgo(Instant now) {
		return due(longAgo(), now);
	}

	/** Whatever may lead to others, however often it has been tried in vain. */
	List<Endpoint> anywhere() {
		List<Endpoint> anywhere = new ArrayList<>(longAgo());
		anywhere.addAll(this.missingSeeds);
		anywhere.addAll(this.dead);
		anywhere.addAll(this.aliases);
		return anywhere;
	}

	private List<Endpoint> due(Collection<Endpoint> endpoints, Instant now) {
		return endpoints.stream().filter((endpoint) -> {
			Outcome outcome = this.outcomes.get(endpoint);
			return outcome == null || !now.isBefore(outcome.next);
		}).toList();
	}

	/** Looks at all members only if one of them has changed. */
	private void refresh() {
		PSortedMap<MemberId, MemberState> states = this.knowledge.roster().states();
		if (states == this.asOf) {
			return;
		}
		this.asOf = states;
		this.missingSeeds = new TreeSet<>(this.seeds);
		this.dead = new TreeSet<>();
		states.values().forEach((state) -> {
			if (state.liveness() == Liveness.DEAD) {
				this.dead.add(state.member().endpoint());
			}
		});
		states.values().forEach((state) -> {
			Endpoint endpoint = state.member().endpoint();
			this.remembered.remove(endpoint);
			if (state.isPresent()) {
				this.missingSeeds.remove(endpoint);
				this.dead.remove(endpoint);
			}
		});
		this.missingSeeds.removeAll(this.own);
		this.dead.removeAll(this.own);
		this.dead.removeAll(this.missingSeeds);
		this.aliases = new TreeSet<>(this.missingSeeds);
		this.missingSeeds.removeIf(this::isOfSomebodyPresent);
		this.aliases.removeAll(this.missingSeeds);
		this.dead.removeIf(this::isOfSomebodyPresent);
		this.longAgo = this.remembered.stream()
			.filter((it) -> !this.own.contains(it) && !this.seeds.contains(it) && !isOfSomebodyPresent(it))
			.toList();
		this.outcomes.keySet()
			.removeIf((it) -> !this.seeds.contains(it) && !this.dead.contains(it) && !this.remembered.contains(it));
	}

	private boolean isOfSomebodyPresent(Endpoint endpoint) {
		Outcome outcome = this.outcomes.get(endpoint);
		return outcome != null && outcome.answered != null && this.knowledge.roster().isPresent(outcome.answered);
	}

	/**
	 * An address is dialled: until somebody answers, the next time is later each time.
	 */
	void dialled(Endpoint endpoint, Instant now) {
		Outcome outcome = outcome(endpoint);
		if (outcome != null) {
			Duration longest = LONGEST;
			if (this.seeds.contains(endpoint) && !outcome.foreign) {
				// Many members try a seed often enough together.
				Duration share = this.pause.multipliedBy(this.knowledge.roster().presentCount());
				longest = (share.compareTo(LONGEST_FOR_SEEDS) < 0) ? share : LONGEST_FOR_SEEDS;
			}
			Duration next = this.pause.multipliedBy(1L << Math.min(outcome.failures++, MAX_DOUBLINGS));
			outcome.next = now.plus(Spread.of((next.compareTo(longest) < 0) ? next : longest, this.random));
		}
	}

	/**
	 * An address could not be tried for want of something here: it is tried again as soon
	 * as it was to be. A name that leads nowhere is like an address where nobody answers.
	 */
	void notTried(Endpoint endpoint) {
		Outcome outcome = this.outcomes.get(endpoint);
		if (outcome != null) {
			outcome.failures = Math.max(0, outcome.failures - 1);
		}
	}

	/** A member of this mesh answered. */
	void answered(Endpoint endpoint, MemberId member) {
		Outcome outcome = outcome(endpoint);
		if (outcome != null) {
			outcome.answered = member;
			outcome.failures = 0;
			outcome.next = Instant.MIN;
			outcome.foreign = false;
			this.asOf = null;
		}
	}

	/** A member of another mesh answered. */
	void isForeign(Endpoint endpoint) {
		Outcome outcome = outcome(endpoint);
		if (outcome != null) {
			outcome.answered = null;
			outcome.foreign = true;
			this.asOf = null;
		}
	}

	private @Nullable Outcome outcome(Endpoint endpoint) {
		if (this.outcomes.size() >= MOST && !this.outcomes.containsKey(endpoint)) {
			return null;
		}
		return this.outcomes.computeIfAbsent(endpoint, (it) -> new Outcome());
	}

	/** What has come of dialling one address. */
	private static final class Outcome {

		/** Who of this mesh answered last. */
		private @Nullable MemberId answered;

		/** Whether somebody of another mesh has answered since. */
		private boolean foreign;

		/** How often in a row nobody of this mesh has answered. */
		private int failures;

		/** When it is worth a dial again. */
		private Instant next = Instant.MIN;

	}

}
