package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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

	/** Foreign addresses of which the operator is told, once each. */
	private static final int MAX_FENCED = 64;

	/** In this time all members together try one address more, however often in vain. */
	private static final Duration LAST_HOPE = Duration.ofMinutes(1);

	private final Knowledge knowledge;

	private final Links links;

	private final Settings settings;

	private final RandomGenerator random;

	private final Outbox out;

	private final Addresses addresses;

	/**
	 * Addresses where members of other meshes have answered, each told to the operator
	 * once.
	 */
	private final SortedSet<Endpoint> fenced = new TreeSet<>();

	/** Where members of other formats answered. */
	private final SortedSet<Endpoint> unspoken = new TreeSet<>();

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
		this.addresses = new Addresses(knowledge, settings, random);
	}

	void seedsResolved(Collection<Endpoint> resolved, Instant now) {
		if (this.addresses.replaceSeeds(resolved)) {
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
		SortedSet<Endpoint> first = this.addresses.all();
		this.candidates.clear();
		this.candidates.addAll(shuffled(first));
		List<Endpoint> longAgo = shuffled(this.addresses.longAgo());
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
		drawElsewhere(now).ifPresent((endpoint) -> {
			this.addresses.dialled(endpoint, now);
			this.links.dial(endpoint, Connection.Purpose.HEAL, null, this.settings.pingTimeout(), now);
		});
	}

	/**
	 * Every other dial is a seed's, or if none is due a dead member's; the others are for
	 * the dead and what is remembered.
	 */
	private Optional<Endpoint> drawElsewhere(Instant now) {
		List<Endpoint> seeds = this.addresses.dueSeeds(now);
		List<Endpoint> dead = this.addresses.dueDead(now);
		List<Endpoint> longAgo = this.addresses.dueLongAgo(now);
		List<Endpoint> preferred = seeds.isEmpty() ? dead : seeds;
		List<Endpoint> others = new ArrayList<>(seeds.isEmpty() ? List.of() : dead);
		others.addAll(longAgo);
		if (preferred.isEmpty() && others.isEmpty()) {
			return isLastHope() ? drawn(this.addresses.anywhere()) : Optional.empty();
		}
		boolean turn = preferred.isEmpty() || (!others.isEmpty() && ++this.heals % 2 == 0);
		return drawn(turn ? others : preferred);
	}

	/** All members together are so lucky once a minute. */
	private boolean isLastHope() {
		long rounds = LAST_HOPE.dividedBy(this.settings.healInterval()) * this.knowledge.roster().presentCount();
		return this.random.nextLong(Math.max(1, rounds)) == 0;
	}

	private Optional<Endpoint> drawn(List<Endpoint> endpoints) {
		return endpoints.isEmpty() ? Optional.empty()
				: Optional.of(endpoints.get(this.random.nextInt(endpoints.size())));
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
		if (++this.rounds % ROUNDS_PER_LOOKUP == 0 || !this.addresses.hasSeeds()) {
			this.out.resolveSeeds();
		}
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

	private Duration spread(Duration pause) {
		return Spread.of(pause, this.random);
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

	/** A member of another mesh answered at a dialled address. */
	void isOfOtherMesh(Endpoint endpoint, String mesh) {
		this.addresses.isForeign(endpoint);
		if (this.fenced.size() < MAX_FENCED && this.fenced.add(endpoint)) {
			this.out.notify(new Notice.OtherMesh(endpoint, mesh));
		}
	}

	/** Somebody answers whom this member cannot talk to; told once for each address. */
	void isOfOtherFormat(Endpoint endpoint) {
		if (this.unspoken.size() < MAX_FENCED && this.unspoken.add(endpoint)) {
			this.out.notify(new Notice.OtherFormat(endpoint));
		}
	}

	/** A member of this mesh answered by a connection. */
	void answered(Connection connection, MemberId member) {
		if (connection.endpoint != null && isForFinding(connection)) {
			this.addresses.answered(connection.endpoint, member);
		}
	}

	/** A dial has failed. */
	void failed(Connection connection, ConnectFailure failure, Instant now) {
		if (connection.endpoint != null && connection.purpose == Connection.Purpose.HEAL
				&& failure == ConnectFailure.NOT_TRIED) {
			this.addresses.notTried(connection.endpoint);
		}
		tryNext(now);
	}

	private static boolean isForFinding(Connection connection) {
		return connection.purpose == Connection.Purpose.JOIN || connection.purpose == Connection.Purpose.HEAL;
	}

	/** Keeps the addresses of dead members that are forgotten otherwise. */
	void remember(Collection<MemberState> forgotten) {
		recall(forgotten.stream()
			.filter((state) -> state.liveness() == Liveness.DEAD)
			.map((state) -> state.member().endpoint())
			.toList());
	}

	/** Keeps addresses where members lived, 64 of all. */
	void recall(Collection<Endpoint> endpoints) {
		if (!endpoints.isEmpty()) {
			this.addresses.remember(endpoints);
		}
	}

}
