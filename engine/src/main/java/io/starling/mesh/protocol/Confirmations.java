package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Row;

/**
 * Asks the mesh who holds a row of this member: sends wave after wave until all have
 * confirmed it, or the time is over. A wave is answered as far as links carry it, and the
 * next one gives those more time who are slow.
 */
final class Confirmations {

	/** How long the first wave has; each further one twice as long, up to the longest. */
	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(8);

	/** At least so long lies between two waves. */
	private static final Duration PAUSE = Duration.ofMillis(250);

	private final Knowledge knowledge;

	private final Waves waves;

	private final Outbox out;

	private final List<Inquiry> open = new ArrayList<>();

	private long asked;

	Confirmations(Knowledge knowledge, Waves waves, Outbox out) {
		this.knowledge = knowledge;
		this.waves = waves;
		this.out = out;
	}

	/** Begins to ask; {@link Outbox#confirmed} ends it. */
	long ask(Row row, Duration within, Instant now) {
		Inquiry inquiry = new Inquiry(++this.asked, row, now.plus(within), now,
				this.waves.begin(row, shorter(FIRST, within), now));
		this.open.add(inquiry);
		return inquiry.number;
	}

	/** Counts what has come back, answers, and asks again. */
	void settle(Instant now) {
		for (Inquiry inquiry : List.copyOf(this.open)) {
			inquiry.holders = Math.max(inquiry.holders, inquiry.wave.holders());
			Confirmation confirmation = new Confirmation(inquiry.holders, others());
			if (confirmation.isComplete() || !now.isBefore(inquiry.deadline)) {
				this.open.remove(inquiry);
				this.out.confirmed(inquiry.number, confirmation);
			}
			else if (inquiry.wave.isDone() && !now.isBefore(inquiry.begun.plus(PAUSE))) {
				inquiry.again(this.waves, now);
			}
		}
	}

	private int others() {
		return (int) this.knowledge.roster()
			.states()
			.values()
			.stream()
			.filter((state) -> state.liveness() == Liveness.ALIVE && !this.knowledge.isSelf(state.member().id()))
			.count();
	}

	/** This member leaves: what is known now is the answer. */
	void end() {
		this.open.forEach((inquiry) -> this.out.confirmed(inquiry.number, new Confirmation(inquiry.holders, others())));
		this.open.clear();
	}

	/** When something is to be counted or asked again, if nothing comes before. */
	Instant next() {
		Instant next = Instant.MAX;
		for (Inquiry inquiry : this.open) {
			Instant again = inquiry.wave.isDone() ? inquiry.begun.plus(PAUSE) : inquiry.deadline;
			Instant due = again.isBefore(inquiry.deadline) ? again : inquiry.deadline;
			next = due.isBefore(next) ? due : next;
		}
		return next;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private static final class Inquiry {

		private final long number;

		private final Row row;

		private final Instant deadline;

		private Instant begun;

		private Duration within = FIRST;

		private Waves.Course wave;

		private int holders;

		Inquiry(long number, Row row, Instant deadline, Instant begun, Waves.Course wave) {
			this.number = number;
			this.row = row;
			this.deadline = deadline;
			this.begun = begun;
			this.wave = wave;
		}

		private void again(Waves waves, Instant now) {
			this.within = shorter(this.within.multipliedBy(2), LONGEST);
			this.begun = now;
			this.wave = waves.begin(this.row, shorter(this.within, Duration.between(now, this.deadline)), now);
		}

	}

}
