package io.starling.simulator.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A mesh whose members only spread rows. */
final class SpreadMesh {

	private final RandomGenerator random;

	private final Courier courier;

	private final Reach reach;

	private final Spreading spreading;

	private final int size;

	/**
	 * Creates a mesh.
	 * @param overlay who stands next to whom
	 * @param kind the way of spreading
	 * @param conditions of network and members
	 * @param state the bytes of each row's state
	 * @param seed decides all chance
	 */
	SpreadMesh(Overlay overlay, Spreading.Kind kind, Conditions conditions, int state, long seed) {
		SplittableRandom source = new SplittableRandom(seed);
		this.random = source.split();
		this.courier = new Courier(overlay, conditions, new FrameSizes(state), source.split());
		this.reach = new Reach(overlay.size());
		this.spreading = kind.on(overlay, this.courier, this.reach);
		this.courier.deliverTo(this.spreading::receive);
		this.size = overlay.size();
	}

	/** Draws a member that lives. */
	int draw() {
		int member = this.random.nextInt(this.size);
		while (!this.courier.lives(member)) {
			member = this.random.nextInt(this.size);
		}
		return member;
	}

	/** Lets a share of all members die at once; their links are closed at once, too. */
	void kill(double share) {
		for (int i = 0; i < Math.round(share * this.size); i++) {
			this.courier.kill(draw());
		}
	}

	/**
	 * An owner writes rows in one input.
	 * @return the rows
	 */
	List<Integer> write(int owner, int count) {
		List<Integer> rows = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			rows.add(this.reach.write(owner, this.courier.timeline().now().toNanos()));
		}
		this.spreading.write(owner, rows);
		return rows;
	}

	void runFor(Duration duration) {
		this.courier.timeline().runFor(duration);
	}

	Reach.Outcome outcome(int row) {
		return this.reach.outcome(row, this.courier::lives);
	}

	int hops(int member, int row) {
		return this.reach.hops(member, row);
	}

	Tally tally() {
		return this.courier.tally();
	}

}
