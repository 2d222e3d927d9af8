package io.starling.mesh.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.RowId;

/**
 * How much of each owner's changes is passed on at once: a token bucket for each. What is
 * beyond it waits, and goes out later in its newest version only; so an owner that
 * changes its rows all the time slows nobody's but its own.
 */
final class Allowance {

	/** How many changes of one owner leave at once, after a quiet time. */
	static final int BURST = 256;

	/** How many changes of one owner leave in each second. */
	static final int PER_SECOND = 256;

	/** A row takes a token, and another one for each of these bytes. */
	static final int BYTES_PER_TOKEN = 4096;

	/**
	 * So many changes of one owner wait at most. Beyond that, what has waited longest is
	 * left to anti-entropy; an owner's own writes are refused before.
	 */
	static final int MOST_WAITING = 4 * Limits.ROWS_PER_OWNER;

	private final TreeMap<MemberId, Bucket> buckets = new TreeMap<>();

	/**
	 * Asks to pass a change on now.
	 * @param weight the bytes of the row
	 * @return false if it has to wait
	 */
	boolean take(RowId row, int weight, Instant now) {
		Bucket bucket = this.buckets.computeIfAbsent(row.owner(), (owner) -> new Bucket(now));
		if (bucket.waiting.isEmpty() && bucket.take(weight, now)) {
			return true;
		}
		bucket.add(row);
		return false;
	}

	/** Tells whether a change may wait, should it have to. */
	boolean hasRoomFor(RowId row) {
		Bucket bucket = this.buckets.get(row.owner());
		return bucket == null || bucket.waiting.size() < MOST_WAITING || bucket.waiting.contains(row);
	}

	/**
	 * The rows that may go out now although they had to wait.
	 * @param weight tells what a row weighs by now
	 */
	List<RowId> release(ToIntFunction<RowId> weight, Instant now) {
		List<RowId> released = new ArrayList<>();
		this.buckets.values().removeIf((bucket) -> {
			bucket.release(weight, now, released);
			return bucket.waiting.isEmpty() && bucket.tokens.isFull(now);
		});
		return released;
	}

	/** Tells whether anything waits. */
	boolean isWaiting() {
		return this.buckets.values().stream().anyMatch((bucket) -> !bucket.waiting.isEmpty());
	}

	/** One owner's tokens. */
	private static final class Bucket {

		private final Set<RowId> waiting = new LinkedHashSet<>();

		private final TokenBucket tokens;

		Bucket(Instant now) {
			this.tokens = new TokenBucket(BURST, PER_SECOND, now);
		}

		/** The last token is given for any weight, so that large rows go out, too. */
		boolean take(int weight, Instant now) {
			return this.tokens.take(1 + weight / BYTES_PER_TOKEN, now);
		}

		void release(ToIntFunction<RowId> weight, Instant now, List<RowId> into) {
			var rows = this.waiting.iterator();
			while (this.tokens.hasAny(now) && rows.hasNext()) {
				RowId row = rows.next();
				take(weight.applyAsInt(row), now);
				into.add(row);
				rows.remove();
			}
		}

		void add(RowId row) {
			this.waiting.add(row);
			if (this.waiting.size() > MOST_WAITING) {
				this.waiting.remove(this.waiting.iterator().next());
			}
		}

	}

}
