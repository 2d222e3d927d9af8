package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.MemberId;

/**
 * Signs of life. In each turn a member gives one to its successor on the next ring, so
 * that its observers hear of it one after the other: with K rings, each of K members once
 * in an interval, and somebody K times in it, at a cost that does not grow with the mesh.
 * Each beat says when its receiver gets the next one, so no receiver has to know the
 * sender's rings or clock.
 */
final class Beats {

	private final Knowledge knowledge;

	private final Links links;

	private final int rings;

	private final Duration turn;

	private Instant nextTurn;

	private int ring;

	Beats(Knowledge knowledge, Links links, Settings settings, RandomGenerator random, Instant now) {
		this.knowledge = knowledge;
		this.links = links;
		this.rings = settings.rings();
		this.turn = settings.beatInterval().dividedBy(settings.rings());
		this.nextTurn = now.plusNanos(random.nextLong(this.turn.toNanos()));
	}

	void tick(Instant now) {
		if (now.isBefore(this.nextTurn)) {
			return;
		}
		beat();
		this.ring = (this.ring + 1) % this.rings;
		Instant next = this.nextTurn.plus(this.turn);
		this.nextTurn = next.isAfter(now) ? next : now.plus(this.turn);
	}

	private void beat() {
		MemberId successor = this.knowledge.roster().successor(this.ring);
		if (successor == null) {
			return;
		}
		int turns = 1;
		while (turns < this.rings
				&& !successor.equals(this.knowledge.roster().successor((this.ring + turns) % this.rings))) {
			turns++;
		}
		Message beat = new Message.Beat(this.knowledge.digest(), this.turn.multipliedBy(turns));
		this.links.to(successor).ifPresent((link) -> this.links.send(link, beat));
	}

	/** When the next turn is. */
	Instant next() {
		return this.nextTurn;
	}

}
