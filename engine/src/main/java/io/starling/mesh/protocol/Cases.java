package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * What is said of members, one {@link Case} each: open ones about members that are
 * present, and for some time those that led to a death, because others could not draw the
 * conclusion yet and still need the votes. After that nobody but people asks for these.
 * Plain state; {@link Suspicions} judges.
 */
final class Cases {

	/** Whose death was proven and refuted within this time, proof is no proof of. */
	private static final Duration DISTRUST = Duration.ofMinutes(1);

	private final TreeMap<MemberId, Case> open = new TreeMap<>();

	private final TreeMap<MemberId, Case> closed = new TreeMap<>();

	private final TreeMap<MemberId, Case> past = new TreeMap<>();

	/** When those who live refuted last what had been taken for proof. */
	private final TreeMap<MemberId, Instant> refutations = new TreeMap<>();

	/** The open cases, as they change. */
	NavigableMap<MemberId, Case> open() {
		return this.open;
	}

	/** The open case against a member; null if nobody accuses it. */
	@Nullable Case against(MemberId subject) {
		return this.open.get(subject);
	}

	/** The case, open or closed, in which something is said about a version. */
	@Nullable Case about(MemberId subject, long version) {
		Case there = this.open.get(subject);
		if (there == null) {
			there = this.closed.get(subject);
		}
		return (there != null && there.version() == version) ? there : null;
	}

	/** The last case about a version, however long ago; null if there was none. */
	@Nullable Case last(MemberId subject, long version) {
		Case there = about(subject, version);
		Case old = this.past.get(subject);
		return (there == null && old != null && old.version() == version) ? old : there;
	}

	Case begin(MemberId subject, long version, Instant now) {
		Case begun = new Case(version, now);
		this.open.put(subject, begun);
		return begun;
	}

	/** Ends a case, as nothing is left of it. */
	void drop(MemberId subject) {
		this.open.remove(subject);
	}

	/** Ends a case, as its subject is dead. */
	void close(MemberId subject, Case over, boolean proven, Instant now) {
		this.open.remove(subject);
		this.closed.put(subject, over);
		over.close(proven, now);
	}

	/**
	 * Forgets all about a member that has spoken for itself, but that proof against it
	 * was none.
	 */
	void refute(MemberId subject, Instant now) {
		Case open = this.open.get(subject);
		Case over = this.closed.getOrDefault(subject, this.past.get(subject));
		boolean again = open != null && open.isProven() && this.refutations.containsKey(subject);
		if (again || (over != null && over.isClosedByProof())) {
			this.refutations.put(subject, now);
		}
		forget(subject);
	}

	/** Tells whether a member has lately refuted what had been taken for proof. */
	boolean hasRefuted(MemberId subject, Instant now) {
		Instant refuted = this.refutations.get(subject);
		return refuted != null && now.isBefore(refuted.plus(DISTRUST));
	}

	/** Forgets all about a member. */
	void forget(MemberId subject) {
		this.open.remove(subject);
		this.closed.remove(subject);
		this.past.remove(subject);
	}

	/** Forgets everything. */
	void clear() {
		this.open.clear();
		this.closed.clear();
		this.past.clear();
	}

	/**
	 * Files what was closed so long ago, and forgets what is older than all else that is
	 * remembered.
	 */
	void forgetClosed(Duration age, Duration retention, Instant now) {
		this.closed.entrySet().removeIf((entry) -> {
			boolean old = entry.getValue().isOlderThan(age, now);
			if (old) {
				this.past.put(entry.getKey(), entry.getValue());
			}
			return old;
		});
		this.past.values().removeIf((over) -> over.isOlderThan(retention, now));
		this.refutations.values().removeIf((refuted) -> !now.isBefore(refuted.plus(DISTRUST)));
	}

	/** The members whose case has to be judged now. */
	List<MemberId> due(Instant now) {
		List<MemberId> due = new ArrayList<>();
		this.open.forEach((subject, open) -> {
			if (!open.due().isAfter(now)) {
				due.add(subject);
			}
		});
		return due;
	}

	/** When the next case has to be judged. */
	Instant next() {
		return this.open.values().stream().map(Case::due).min(Comparator.naturalOrder()).orElse(Instant.MAX);
	}

}
