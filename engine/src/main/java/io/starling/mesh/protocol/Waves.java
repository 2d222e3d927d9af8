package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import io.starling.mesh.message.Message.Echo;
import io.starling.mesh.message.Message.Wave;
import io.starling.mesh.model.Holders;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * Waves with echoes, which count the members that hold a row (Chang, Echo Algorithms,
 * 1982; Segall, Distributed Network Protocols, 1983). Whoever first hears of a wave
 * passes it on over all other links that carry rumors; when all of these have echoed, or
 * brought the same wave from elsewhere, and the row is here, too, the sum goes back to
 * where the wave came from. So each member is counted once at most, by the one from whom
 * it heard first.
 */
final class Waves {

	/** More waves than these at once are not taken part in. */
	private static final int MOST = 1000;

	/** Of one origin, more than these at once. */
	static final int MOST_OF_ONE = 64;

	/**
	 * So many are taken part in a second that come by one connection, and two for each
	 * member; one that is not is repeated by its origin.
	 */
	private static final int PER_SECOND = 64;

	/** No wave of rule C4 has more time. */
	private static final Duration LONGEST = Duration.ofSeconds(8);

	private static final long NUMBERS = 1L << 40;

	/** What is left of a wave's time has to be worth passing it on. */
	private static final Duration LEAST = Duration.ofMillis(1);

	private final Knowledge knowledge;

	private final Links links;

	/** Those that this member has not answered yet. */
	private final TreeMap<WaveId, Course> open = new TreeMap<>();

	private final TreeMap<MemberId, Integer> openOf = new TreeMap<>();

	private final AnsweredWaves answered = new AnsweredWaves();

	/** To whom links stood when it was last asked which of them are gone. */
	private @Nullable NavigableSet<MemberId> peers;

	private final Holders self;

	private final RandomGenerator random;

	Waves(Knowledge knowledge, Links links, RandomGenerator random) {
		this.random = random;
		this.knowledge = knowledge;
		this.links = links;
		this.self = Holders.of(knowledge.self().id());
	}

	/**
	 * Sends a wave of this member's own out, under a number that nobody can use before.
	 */
	Course begin(Row row, Duration within, Instant now) {
		return join(new Wave(1 + this.random.nextLong(NUMBERS), row.id(), row.version(), within), null, now);
	}

	/** A wave comes by a connection. */
	void take(Connection from, Wave wave, Instant now) {
		WaveId id = WaveId.of(wave);
		Course known = this.open.get(id);
		if (known != null) {
			if (!known.awaited.remove(from.id)) {
				nobody(from, id);
			}
		}
		else if (this.answered.contains(id) || !isOfSomebodyElse(id.origin()) || isTooFast(from, now)) {
			nobody(from, id);
		}
		else {
			makeRoomFor(id.origin());
			join(wave, from, now);
		}
	}

	private boolean isTooFast(Connection from, Instant now) {
		return from.waves.exceeds(PER_SECOND + 2 * this.knowledge.roster().presentCount(), now);
	}

	/**
	 * Answers the oldest wave of an origin that has many, or of the one that has most: if
	 * they are not its own, one of its own is among the last.
	 */
	private void makeRoomFor(MemberId origin) {
		if (this.openOf.getOrDefault(origin, 0) >= MOST_OF_ONE) {
			endOldestOf(origin);
		}
		else if (this.open.size() >= MOST) {
			this.openOf.entrySet()
				.stream()
				.filter((it) -> !this.knowledge.isSelf(it.getKey()))
				.max(Map.Entry.comparingByValue())
				.ifPresent((it) -> endOldestOf(it.getKey()));
		}
	}

	private void endOldestOf(MemberId origin) {
		this.open.values()
			.stream()
			.filter((course) -> course.wave.row().owner().equals(origin) && course.from != null)
			.min(Comparator.comparing((course) -> course.due))
			.ifPresent((course) -> {
				this.open.remove(WaveId.of(course.wave));
				answer(course, false);
			});
	}

	private boolean isOfSomebodyElse(MemberId origin) {
		MemberState state = this.knowledge.roster().get(origin);
		return state != null && state.isPresent() && !this.knowledge.isSelf(origin);
	}

	private void nobody(Connection to, WaveId id) {
		this.links.send(to, new Echo(id.origin(), id.number(), Holders.NONE));
	}

	private Course join(Wave wave, @Nullable Connection from, Instant now) {
		Course course = new Course(wave, from, now);
		WaveId id = WaveId.of(wave);
		this.open.put(id, course);
		this.openOf.merge(id.origin(), 1, Integer::sum);
		// Those further out have to answer before their answer can be passed on.
		Duration within = wave.within().multipliedBy(3).dividedBy(4);
		if (within.compareTo(LEAST) < 0) {
			return course;
		}
		for (Connection link : this.links.carriers().all()) {
			if (from == null || !from.peer().id().equals(link.peer().id())) {
				course.awaited.add(link.id);
				this.links.send(link, new Wave(wave.number(), wave.row(), wave.version(), within));
			}
		}
		return course;
	}

	/** An echo comes by a connection. */
	void take(Connection from, Echo echo) {
		Course course = this.open.get(new WaveId(echo.origin(), echo.number()));
		if (course != null && course.awaited.remove(from.id)) {
			int count = Math.min(echo.holders().count(), this.knowledge.roster().presentCount());
			course.holders = course.holders.plus(new Holders(count, echo.holders().sum()));
		}
	}

	/** Answers what can be answered, or has to be by now. */
	void settle(Instant now) {
		if (this.open.isEmpty()) {
			return;
		}
		boolean linksChanged = this.peers != this.links.peers();
		this.peers = this.links.peers();
		Iterator<Course> courses = this.open.values().iterator();
		while (courses.hasNext()) {
			Course course = courses.next();
			if (linksChanged) {
				course.awaited.removeIf((link) -> this.links.get(link) == null);
			}
			boolean over = !now.isBefore(course.due);
			if (over || course.awaited.isEmpty()) {
				boolean held = this.knowledge.rows().holds(course.wave.row(), course.wave.version());
				if (over || held) {
					courses.remove();
					answer(course, held);
				}
			}
		}
	}

	private void answer(Course course, boolean held) {
		WaveId id = WaveId.of(course.wave);
		course.done = true;
		this.openOf.computeIfPresent(id.origin(), (origin, count) -> (count > 1) ? count - 1 : null);
		this.answered.add(id, course.due);
		if (course.from != null && this.links.get(course.from.id) != null) {
			this.links.send(course.from,
					new Echo(id.origin(), id.number(), held ? course.holders.plus(this.self) : course.holders));
		}
	}

	/** When something has to be answered at the latest. */
	Instant next() {
		Instant next = Instant.MAX;
		for (Course course : this.open.values()) {
			next = course.due.isBefore(next) ? course.due : next;
		}
		return next;
	}

	/** Forgets what nobody can bring again. */
	void tick(Instant now) {
		this.answered.forget(now);
	}

	/** One wave at this member. */
	static final class Course {

		private final Wave wave;

		/** Where it came from first; null at its origin. */
		private final @Nullable Connection from;

		/** The links from which nothing has come back. */
		private final TreeSet<ConnectionId> awaited = new TreeSet<>();

		private final Instant due;

		private Holders holders = Holders.NONE;

		private boolean done;

		Course(Wave wave, @Nullable Connection from, Instant now) {
			this.wave = wave;
			this.from = from;
			this.due = now.plus((wave.within().compareTo(LONGEST) < 0) ? wave.within() : LONGEST);
		}

		/** Tells whether all has come back that will. */
		boolean isDone() {
			return this.done;
		}

		/**
		 * Which others hold the row, as far as they have said; the same until more do.
		 */
		Holders holders() {
			return this.holders;
		}

	}

}
