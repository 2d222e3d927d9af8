package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;

/**
 * Some protocols wired to each other in memory, in virtual time, and driven as a driver
 * does it: inputs of one moment share one settling, ticks come when settling has asked
 * for them. Each message is really encoded and decoded, and takes the time that its bytes
 * take on its way. A dial to where nobody lives gets no answer of any kind, so that
 * tables may be full of owners who do not run.
 */
final class TinyMesh {

	static final Duration LATENCY = Duration.ofMillis(1);

	/** 100 megabits a second. */
	static final long NANOS_PER_BYTE = 80;

	/** A timer is never quicker than this. */
	private static final Duration TIMER = Duration.ofNanos(10_000);

	/**
	 * A message on its way.
	 *
	 * @param from who sent it
	 * @param message what was sent
	 * @param size the bytes of its frame
	 * @param at when it was sent
	 */
	record Frame(TinyMember from, Message message, int size, Instant at) {
	}

	/** All that has been sent, in order. */
	final List<Frame> frames = new ArrayList<>();

	Instant now = Instant.EPOCH;

	private final List<TinyMember> members = new ArrayList<>();

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private long order;

	TinyMember add(Member self) {
		TinyMember member = new TinyMember(this, self);
		this.members.add(member);
		member.settle();
		return member;
	}

	void schedule(Instant at, TinyMember whom, Runnable input) {
		this.events.add(new Event(at, this.order++, whom, input));
	}

	void alarm(Instant due, TinyMember whom) {
		Instant soonest = this.now.plus(TIMER);
		Instant at = due.isBefore(soonest) ? soonest : due;
		// As a driver does: a tick that comes too early does no harm.
		if (!whom.alarm.isAfter(at)) {
			return;
		}
		whom.alarm = at;
		schedule(at, whom, () -> {
			if (whom.alarm.equals(at)) {
				whom.alarm = Instant.MAX;
				whom.protocol.tick(at);
			}
		});
	}

	TinyMember livingAt(Endpoint endpoint) {
		return this.members.stream().filter((it) -> it.self.endpoint().equals(endpoint)).findFirst().orElseThrow();
	}

	boolean isAnybodyAt(Endpoint endpoint) {
		return this.members.stream().anyMatch((it) -> it.self.endpoint().equals(endpoint));
	}

	/** Lets everything of the next moment happen. */
	private void step() {
		Instant moment = this.events.element().at();
		this.now = moment;
		Set<TinyMember> touched = new LinkedHashSet<>();
		while (!this.events.isEmpty() && this.events.element().at().equals(moment)) {
			Event event = this.events.remove();
			event.input().run();
			touched.add(event.whom());
		}
		touched.forEach(TinyMember::settle);
	}

	void pass(Duration time) {
		Instant end = this.now.plus(time);
		while (!this.events.isEmpty() && !this.events.element().at().isAfter(end)) {
			step();
		}
		this.now = end;
	}

	/** Lets time pass until something is so; tells whether it ever was. */
	boolean passUntil(BooleanSupplier condition, Duration atMost) {
		Instant end = this.now.plus(atMost);
		while (!condition.getAsBoolean() && !this.events.isEmpty() && !this.events.element().at().isAfter(end)) {
			step();
		}
		return condition.getAsBoolean();
	}

	/** All bytes sent, both ways, from the first message of a kind on. */
	long bytesSince(Class<? extends Message> kind) {
		return this.frames.stream()
			.dropWhile((frame) -> !kind.isInstance(frame.message()))
			.mapToLong(Frame::size)
			.sum();
	}

	long count(Class<? extends Message> kind) {
		return this.frames.stream().filter((frame) -> kind.isInstance(frame.message())).count();
	}

	/**
	 * An input that comes to somebody.
	 *
	 * @param at when
	 * @param order the order of inputs of the same moment
	 * @param whom to whom
	 * @param input what happens
	 */
	private record Event(Instant at, long order, TinyMember whom, Runnable input) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			int byTime = this.at.compareTo(other.at);
			return (byTime != 0) ? byTime : Long.compare(this.order, other.order);
		}

	}

}
