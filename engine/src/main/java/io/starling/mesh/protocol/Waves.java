package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

import io.starling.mesh.message.Message.Echo;
import io.starling.mesh.message.Message.Wave;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * Waves with echoes, which count the members that hold a row (Chang, Echo Algorithms,
 * 1982; Segall, Distributed Network Protocols, 1983). Whoever first hears of a wave
 * passes it on over all other links; when all of these have echoed, or brought the same
 * wave from elsewhere, and the row is here, too, the sum goes back to where the wave came
 * from. So each member is counted once at most, by the one from whom it heard first.
 */
final class Waves {

	/** Longer than any wave travels, so that no member is counted again. */
	private static final Duration MEMORY = Duration.ofSeconds(20);

	/** More waves than these at once are not taken part in. */
	private static final int MOST = 1000;

	private final Knowledge knowledge;

	private final Links links;

	private final TreeMap<Id, Course> courses = new TreeMap<>();

	/** Those of {@link #courses} that this member has not answered yet. */
	private final List<Course> open = new ArrayList<>();

	private long begun;

	Waves(Knowledge knowledge, Links links) {
		this.knowledge = knowledge;
		this.links = links;
	}

	/** Sends a wave of this member's own out. */
	Course begin(Row row, Duration within, Instant now) {
		return join(new Wave(++this.begun, row.id(), row.version(), within), null, now);
	}

	/** A wave comes by a connection. */
	void take(Connection from, Wave wave, Instant now) {
		Id id = new Id(wave.row().owner(), wave.number());
		Course known = this.courses.get(id);
		if (known != null) {
			if (!known.awaited.remove(from.id)) {
				nobody(from, id);
			}
		}
		else if (this.open.size() >= MOST || !isOfSomebodyElse(id.origin)) {
			nobody(from, id);
		}
		else {
			join(wave, from, now);
		}
	}

	private boolean isOfSomebodyElse(MemberId origin) {
		MemberState state = this.knowledge.roster().get(origin);
		return state != null && state.isPresent() && !this.knowledge.isSelf(origin);
	}

	private void nobody(Connection to, Id id) {
		this.links.send(to, new Echo(id.origin, id.number, 0));
	}

	private Course join(Wave wave, @Nullable Connection from, Instant now) {
		Course course = new Course(wave, from, now);
		this.courses.put(new Id(wave.row().owner(), wave.number()), course);
		this.open.add(course);
		// Those further out have to answer before their answer can be passed on.
		Duration within = wave.within().multipliedBy(3).dividedBy(4);
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
		Course course = this.courses.get(new Id(echo.origin(), echo.number()));
		if (course != null && course.awaited.remove(from.id)) {
			course.holders += Math.min(echo.holders(), this.knowledge.roster().presentCount());
		}
	}

	/** Answers what can be answered, or has to be by now. */
	void settle(Instant now) {
		for (Course course : List.copyOf(this.open)) {
			course.awaited.removeIf((link) -> this.links.get(link) == null);
			boolean held = this.knowledge.rows().holds(course.wave.row(), course.wave.version());
			if ((held && course.awaited.isEmpty()) || !now.isBefore(course.due)) {
				this.open.remove(course);
				course.done = true;
				if (course.from != null && this.links.get(course.from.id) != null) {
					this.links.send(course.from,
							new Echo(course.wave.row().owner(), course.wave.number(), course.holders + (held ? 1 : 0)));
				}
			}
		}
	}

	/** When something has to be answered at the latest. */
	Instant next() {
		Instant next = Instant.MAX;
		for (Course course : this.open) {
			next = course.due.isBefore(next) ? course.due : next;
		}
		return next;
	}

	/** Forgets what nobody can bring again. */
	void tick(Instant now) {
		this.courses.values().removeIf((course) -> course.done && now.isAfter(course.due.plus(MEMORY)));
	}

	private record Id(MemberId origin, long number) implements Comparable<Id> {

		@Override
		public int compareTo(Id other) {
			int byOrigin = this.origin.compareTo(other.origin);
			return (byOrigin != 0) ? byOrigin : Long.compare(this.number, other.number);
		}

	}

	/** One wave at this member. */
	static final class Course {

		private final Wave wave;

		/** Where it came from first; null at its origin. */
		private final @Nullable Connection from;

		/** The links from which nothing has come back. */
		private final TreeSet<ConnectionId> awaited = new TreeSet<>();

		private final Instant due;

		private int holders;

		private boolean done;

		Course(Wave wave, @Nullable Connection from, Instant now) {
			this.wave = wave;
			this.from = from;
			this.due = now.plus(wave.within());
		}

		/** Tells whether all has come back that will. */
		boolean isDone() {
			return this.done;
		}

		/** How many others hold the row, as far as they have said. */
		int holders() {
			return this.holders;
		}

	}

}
