package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Holders;
import io.starling.mesh.model.Row;
import org.jspecify.annotations.Nullable;

/**
 * Asks the mesh who holds a row of this member: sends wave after wave until one has
 * counted all others, or the time is over. A wave is answered as far as links carry it,
 * and the next one gives those more time who are slow. What several waves counted is
 * never put together: members come and go between them.
 */
final class Confirmations {

	/** How long the first wave has; each further one twice as long, up to the longest. */
	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofSeconds(8);

	/** At least so long lies between two waves. */
	private static final Duration PAUSE = Duration.ofMillis(250);

	private final Waves waves;

	private final Others others;

	private final Outbox out;

	private final List<Inquiry> open = new ArrayList<>();

	private long asked;

	Confirmations(Knowledge knowledge, Waves waves, Outbox out) {
		this.waves = waves;
		this.others = new Others(knowledge);
		this.out = out;
	}

	/** Tells whether one more may be asked: all have a wave under way. */
	boolean hasRoom() {
		return this.open.size() < Waves.MOST_OF_ONE;
	}

	/** Begins to ask; {@link Outbox#confirmed} ends it. */
	long ask(Row row, Duration within, Instant now) {
		Inquiry inquiry = new Inquiry(++this.asked, row, now.plus(within), now,
				this.waves.begin(row, shorter(FIRST, within), now));
		this.open.add(inquiry);
		return inquiry.number;
	}

	/** Compares what has come back, answers, and asks again. */
	void settle(Instant now) {
		if (this.open.isEmpty()) {
			return;
		}
		this.open.removeIf((inquiry) -> isAnswered(inquiry, now));
		for (Inquiry inquiry : this.open) {
			if (inquiry.wave.isDone() && !now.isBefore(inquiry.begun.plus(PAUSE))) {
				inquiry.again(this.waves, now);
			}
		}
		restIfIdle();
	}

	private boolean isAnswered(Inquiry inquiry, Instant now) {
		if (inquiry.hasAll(this.others)) {
			this.out.confirmed(inquiry.number, new Confirmation(this.others.count(), this.others.count()));
			return true;
		}
		if (!now.isBefore(inquiry.deadline)) {
			giveUp(inquiry);
			return true;
		}
		return false;
	}

	/** Somebody is missing, however many were counted. */
	private void giveUp(Inquiry inquiry) {
		int others = this.others.count();
		this.out.confirmed(inquiry.number, new Confirmation(Math.min(inquiry.holders(), others - 1), others));
	}

	private void restIfIdle() {
		if (this.open.isEmpty()) {
			this.others.rest();
		}
	}

	/** This member leaves: what is known now is the answer. */
	void end() {
		this.open.forEach((inquiry) -> {
			if (!isAnswered(inquiry, Instant.MIN)) {
				giveUp(inquiry);
			}
		});
		this.open.clear();
		restIfIdle();
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

		/** How many the wave before this one counted, for people. */
		private int before;

		/** What was compared last, and with whom. */
		private @Nullable Holders compared;

		private @Nullable Object comparedWith;

		Inquiry(long number, Row row, Instant deadline, Instant begun, Waves.Course wave) {
			this.number = number;
			this.row = row;
			this.deadline = deadline;
			this.begun = begun;
			this.wave = wave;
		}

		/** Tells whether the wave has counted all others; looks only at what is new. */
		private boolean hasAll(Others others) {
			Holders counted = this.wave.holders();
			Object generation = others.generation();
			if (counted == this.compared && generation == this.comparedWith) {
				return false;
			}
			this.compared = counted;
			this.comparedWith = generation;
			return others.areAllAmong(counted.sum(), this.begun);
		}

		/** How many hold the row, as the last wave says or the one before it did. */
		private int holders() {
			return Math.max(this.before, this.wave.holders().count());
		}

		private void again(Waves waves, Instant now) {
			this.before = this.wave.holders().count();
			this.within = shorter(this.within.multipliedBy(2), LONGEST);
			this.begun = now;
			this.wave = waves.begin(this.row, shorter(this.within, Duration.between(now, this.deadline)), now);
			this.compared = null;
		}

	}

}
