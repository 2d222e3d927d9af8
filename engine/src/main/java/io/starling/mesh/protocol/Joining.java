package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;

/**
 * Finding others: seeds while alone, and for ever after now and then a seed, a dead
 * member or somebody far away, so that islands of any age meet again by themselves.
 */
final class Joining {

	private static final int PARALLEL_DIALS = 3;

	private static final int MAX_BACKOFF = 16;

	/** Seeds are looked up afresh with every fourth round. */
	private static final int ROUNDS_PER_LOOKUP = 4;

	/** What is remembered comes last, but first in every fourth round. */
	private static final int ROUNDS_PER_TURNED = 4;

	private static final int MAX_REMEMBERED = 64;

	private final Knowledge knowledge;

	private final Links links;

	private final Settings settings;

	private final RandomGenerator random;

	private final Outbox out;

	private List<Endpoint> seeds = List.of();

	/** Seeds that turned out to be this member itself. */
	private final SortedSet<Endpoint> own = new TreeSet<>();

	/**
	 * Addresses where members of other meshes have answered, each told to the operator
	 * once.
	 */
	private final SortedSet<Endpoint> fenced = new TreeSet<>();

	/** Where members of other formats answered. */
	private final SortedSet<Endpoint> unspoken = new TreeSet<>();

	/**
	 * Where members lived long ago: before this one's start, or dead for so long that
	 * they are forgotten. The latest come last.
	 */
	private final Deque<Endpoint> remembered = new ArrayDeque<>();

	/** What is left to try in this round. */
	private final Deque<Endpoint> candidates = new ArrayDeque<>();

	private Instant nextRound = Instant.MIN;

	private Instant nextHeal = Instant.MIN;

	private Instant nextMix = Instant.MIN;

	private int backoff = 1;

	private int rounds;

	private int heals;

	private boolean joined;

	Joining(Knowledge knowledge, Links links, Settings settings, RandomGenerator random, Outbox out) {
		this.knowledge = knowledge;
		this.links = links;
		this.settings = settings;
		this.random = random;
		this.out = out;
		this.own.add(knowledge.self().endpoint());
	}

	void seedsResolved(Collection<Endpoint> resolved, Instant now) {
		boolean first = this.seeds.isEmpty();
		this.seeds = List.copyOf(new TreeSet<>(resolved));
		if (first && !resolved.isEmpty()) {
			this.nextRound = now;
			tick(now);
		}
	}

	void tick(Instant now) {
		if (this.links.isAlone()) {
			joinIfDue(now);
		}
		else {
			this.backoff = 1;
			this.candidates.clear();
			healIfDue(now);
			mixIfDue(now);
		}
	}

	private void joinIfDue(Instant now) {
		if (now.isBefore(this.nextRound)) {
			tryNext(now);
			return;
		}
		lookUpNowAndThen();
		this.nextRound = now.plus(spread(this.settings.joinInterval().multipliedBy(this.backoff)));
		this.backoff = Math.min(this.backoff * 2, MAX_BACKOFF);
		SortedSet<Endpoint> first = elsewhere(false);
		this.candidates.clear();
		this.candidates.addAll(shuffled(first));
		List<Endpoint> longAgo = longAgo().stream().filter((endpoint) -> !first.contains(endpoint)).toList();
		// Where many seeds do not answer, a round is over before all of them were tried.
		boolean turned = this.rounds % ROUNDS_PER_TURNED == 0;
		longAgo.forEach(turned ? this.candidates::addFirst : this.candidates::addLast);
		tryNext(now);
	}

	/** Goes on with the round: a few dials at a time, until somebody answers. */
	void tryNext(Instant now) {
		if (!this.links.isAlone()) {
			return;
		}
		// Who has not answered for long may still do so, but others are tried meanwhile.
		Instant recent = now.minus(this.settings.pingTimeout());
		List<Connection> dialled = this.links.all()
			.stream()
			.filter((it) -> it.purpose == Connection.Purpose.JOIN)
			.toList();
		dialled.forEach((it) -> this.candidates.remove(it.endpoint));
		long dials = dialled.stream().filter((it) -> it.since.isAfter(recent)).count();
		while (dials++ < PARALLEL_DIALS && !this.candidates.isEmpty()) {
			// There is nothing better to do than to wait, and seeds are busy when many
			// join.
			this.links.dial(this.candidates.remove(), Connection.Purpose.JOIN, null, this.settings.hangTolerance(),
					now);
		}
	}

	/** One member of the mesh is enough: the other dials are given up. */
	void joined() {
		this.links.all()
			.stream()
			.filter((it) -> it.purpose == Connection.Purpose.JOIN && !it.isOpen())
			.forEach((it) -> this.links.close(it, Message.Goodbye.Reason.UNNEEDED));
	}

	/** Dials an address where no present member is known to live. */
	private void healIfDue(Instant now) {
		if (now.isBefore(this.nextHeal)) {
			return;
		}
		boolean first = this.nextHeal.equals(Instant.MIN);
		this.nextHeal = now.plus(spread(this.settings.healInterval()));
		if (first) {
			return;
		}
		lookUpNowAndThen();
		List<Endpoint> elsewhere = shuffled(elsewhere(true));
		List<Endpoint> longAgo = longAgo();
		// However much is remembered, every other dial is left to seeds and the dead.
		boolean remembering = !longAgo.isEmpty() && (elsewhere.isEmpty() || ++this.heals % 2 == 0);
		(remembering ? longAgo : elsewhere).stream()
			.findFirst()
			.ifPresent((endpoint) -> this.links.dial(endpoint, Connection.Purpose.HEAL, null,
					this.settings.pingTimeout(), now));
	}

	private void mixIfDue(Instant now) {
		if (now.isBefore(this.nextMix)) {
			return;
		}
		boolean first = this.nextMix.equals(Instant.MIN);
		this.nextMix = now.plus(spread(this.settings.mixInterval()));
		SortedSet<MemberId> linked = this.links.peers();
		List<MemberState> others = this.knowledge.roster().states().values().stream().filter((state) -> {
			MemberId id = state.member().id();
			return state.isPresent() && !linked.contains(id) && !this.knowledge.isSelf(id);
		}).toList();
		if (!first && !others.isEmpty()) {
			Endpoint far = others.get(this.random.nextInt(others.size())).member().endpoint();
			this.links.dial(far, Connection.Purpose.MIX, null, this.settings.pingTimeout(), now);
		}
	}

	private void lookUpNowAndThen() {
		if (++this.rounds % ROUNDS_PER_LOOKUP == 0 || this.seeds.isEmpty()) {
			this.out.resolveSeeds();
		}
	}

	/**
	 * Seeds, dead members and, for one without any link, all members known; own addresses
	 * never.
	 */
	private SortedSet<Endpoint> elsewhere(boolean skipPresent) {
		SortedSet<Endpoint> endpoints = new TreeSet<>(this.seeds);
		List<Endpoint> present = new ArrayList<>();
		this.knowledge.roster().states().values().forEach((state) -> {
			if (state.liveness() == Liveness.DEAD) {
				endpoints.add(state.member().endpoint());
			}
			else if (state.isPresent()) {
				present.add(state.member().endpoint());
			}
		});
		if (skipPresent) {
			endpoints.removeAll(present);
		}
		else {
			endpoints.addAll(present);
		}
		endpoints.removeAll(this.own);
		return endpoints;
	}

	/** What is remembered, without addresses at which a member is known by now. */
	private List<Endpoint> longAgo() {
		if (!this.remembered.isEmpty()) {
			SortedSet<Endpoint> known = new TreeSet<>(this.own);
			this.knowledge.roster().states().values().forEach((state) -> known.add(state.member().endpoint()));
			this.remembered.removeAll(known);
		}
		return shuffled(this.remembered);
	}

	private List<Endpoint> shuffled(Collection<Endpoint> endpoints) {
		List<Endpoint> shuffled = new ArrayList<>(endpoints);
		for (int i = shuffled.size() - 1; i > 0; i--) {
			int other = this.random.nextInt(i + 1);
			Endpoint moved = shuffled.set(i, shuffled.get(other));
			shuffled.set(other, moved);
		}
		return shuffled;
	}

	/**
	 * Draws a pause between three and five quarters of a given one, so that members do
	 * not move in step.
	 */
	private Duration spread(Duration pause) {
		return pause.multipliedBy(3 + this.random.nextInt(3)).dividedBy(4);
	}

	/** Tells the operator when the first link stands, and when the last one is gone. */
	void noticeIsolation() {
		if (this.joined == this.links.isAlone()) {
			this.joined = !this.joined;
			this.out.notify(this.links.open()
				.stream()
				.findFirst()
				.map((link) -> link.peer)
				.<Notice>map(Notice.Joined::new)
				.orElseGet(() -> new Notice.Isolated(this.knowledge.roster().presentCount() - 1)));
		}
	}

	/** A dialled address turned out to be this member's own. */
	void isOwn(Endpoint endpoint) {
		this.own.add(endpoint);
	}

	/** A member of another mesh answered at a dialled address. */
	void isOfOtherMesh(Endpoint endpoint, String mesh) {
		if (this.fenced.size() < MAX_REMEMBERED && this.fenced.add(endpoint)) {
			this.out.notify(new Notice.OtherMesh(endpoint, mesh));
		}
	}

	/** Somebody answers whom this member cannot talk to; told once for each address. */
	void isOfOtherFormat(Endpoint endpoint) {
		if (this.unspoken.size() < MAX_REMEMBERED && this.unspoken.add(endpoint)) {
			this.out.notify(new Notice.OtherFormat(endpoint));
		}
	}

	/** Keeps the addresses of dead members that are forgotten otherwise. */
	void remember(Collection<MemberState> forgotten) {
		recall(forgotten.stream()
			.filter((state) -> state.liveness() == Liveness.DEAD)
			.map((state) -> state.member().endpoint())
			.toList());
	}

	/** Keeps addresses where members lived, the last 64. */
	void recall(Collection<Endpoint> endpoints) {
		for (Endpoint endpoint : endpoints) {
			if (!this.remembered.contains(endpoint)) {
				this.remembered.add(endpoint);
			}
		}
		while (this.remembered.size() > MAX_REMEMBERED) {
			this.remembered.remove();
		}
	}

}
