package io.starling.mesh.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.overlay.RingIndex;
import io.starling.mesh.overlay.Rings;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All members that this one knows: the present ones, and for a bounded time those dead or
 * gone, so that stale news of them is recognised. Keeps the overlay and the members' part
 * of the digest in step.
 */
final class Roster {

	/** An index costs about as much as so many answers without one. */
	private static final int QUESTIONS_BEFORE_INDEX = 8;

	/** So many dead and gone are listed at most. */
	static final int MOST_GONE = 8192;

	private final int ringCount;

	private Rings rings;

	private Member self;

	private PSortedMap<MemberId, MemberState> states = TreePMap.empty();

	/** Since when those are listed without a break who are present. */
	private final TreeMap<MemberId, Instant> listedSince = new TreeMap<>();

	private Digest digest = Digest.EMPTY;

	private int presentCount;

	private int generation;

	/** The ids of the present members, and of which generation that is. */
	private List<MemberId> present = List.of();

	private int presentAsOf;

	/** How often observers have been asked for lately. */
	private int questions;

	/** Finds observers; made when they are asked for often, and kept for some seconds. */
	private @Nullable RingIndex index;

	Roster(Member self, int ringCount, Instant now) {
		this.self = self;
		this.ringCount = ringCount;
		this.rings = new Rings(self.id(), ringCount);
		put(new MemberState(self, Liveness.ALIVE, now, "this member"));
	}

	Member self() {
		return this.self;
	}

	PSortedMap<MemberId, MemberState> states() {
		return this.states;
	}

	@Nullable MemberState get(MemberId id) {
		return this.states.get(id);
	}

	Optional<Member> present(MemberId id) {
		return Optional.ofNullable(get(id)).filter(MemberState::isPresent).map(MemberState::member);
	}

	boolean isPresent(MemberId id) {
		MemberState state = get(id);
		return state != null && state.isPresent();
	}

	/** The members to keep links with; the others' observers are {@link #observersOf}. */
	NavigableSet<MemberId> neighbours() {
		return this.rings.neighbours();
	}

	/** The neighbours on the first half of the rings. */
	NavigableSet<MemberId> eagerNeighbours() {
		return this.rings.neighboursOn((this.ringCount + 1) / 2);
	}

	/** The next member on one ring; null if there is no other. */
	@Nullable MemberId successor(int ring) {
		return this.rings.successor(ring);
	}

	/** Tells whether this member is the next one after another on some ring. */
	boolean isSuccessorOf(MemberId member) {
		return this.rings.isSuccessorOf(member);
	}

	/** Who watches a present member. */
	NavigableSet<MemberId> observersOf(MemberId subject) {
		if (this.index == null) {
			if (++this.questions <= QUESTIONS_BEFORE_INDEX) {
				return Rings.around(subject, presentIds(), this.ringCount);
			}
			this.index = new RingIndex(presentIds(), this.ringCount);
		}
		return this.index.around(subject);
	}

	int presentCount() {
		return this.presentCount;
	}

	/** Tells whether a member is present and has been so since before a moment. */
	boolean isPresentSince(MemberId id, Instant moment) {
		Instant since = this.listedSince.get(id);
		return since != null && since.isBefore(moment);
	}

	/** How many are present and have been so since before a moment. */
	int presentSince(Instant moment) {
		return (int) this.listedSince.values().stream().filter((since) -> since.isBefore(moment)).count();
	}

	/** Changes whenever a member comes or goes. */
	int generation() {
		return this.generation;
	}

	/**
	 * The ids of all present members, in order; the same list until one comes or goes.
	 */
	List<MemberId> presentIds() {
		if (this.presentAsOf != this.generation) {
			this.presentAsOf = this.generation;
			this.present = Collections.unmodifiableList(findPresent());
		}
		return this.present;
	}

	private List<MemberId> findPresent() {
		List<MemberId> ids = new ArrayList<>(this.presentCount);
		this.states.values().forEach((state) -> {
			if (state.isPresent()) {
				ids.add(state.member().id());
			}
		});
		return ids;
	}

	Digest digest() {
		return this.digest;
	}

	/** Replaces what is known of a member, and keeps overlay and digest in step. */
	void put(MemberState state) {
		MemberId id = state.member().id();
		MemberState before = this.states.get(id);
		this.states = this.states.plus(id, state);
		if (id.equals(this.self.id())) {
			this.self = state.member();
		}
		boolean was = before != null && before.isPresent();
		if (before == null || was != state.isPresent() || !before.member().equals(state.member())) {
			account(before, -1);
			account(state, 1);
		}
		if (state.isPresent() != was) {
			this.presentCount += was ? -1 : 1;
			this.generation++;
		}
		if (state.isPresent() && !was) {
			this.listedSince.put(id, state.since());
			this.rings.add(id);
			index((index) -> index.add(id));
		}
		else if (was && !state.isPresent()) {
			this.listedSince.remove(id);
			index((index) -> index.remove(id));
			if (neighbours().contains(id)) {
				this.rings.remove(id, presentIds());
			}
		}
	}

	/**
	 * Forgets all others.
	 * @return what was known of them
	 */
	List<MemberState> forgetOthers() {
		List<MemberState> others = this.states.values()
			.stream()
			.filter((state) -> !state.member().id().equals(this.self.id()))
			.toList();
		MemberState own = this.states.get(this.self.id());
		this.states = TreePMap.empty();
		this.listedSince.clear();
		this.rings = new Rings(this.self.id(), this.ringCount);
		this.digest = Digest.EMPTY;
		this.presentCount = 0;
		this.generation++;
		this.index = null;
		if (own != null) {
			put(own);
		}
		return others;
	}

	private void index(Consumer<RingIndex> change) {
		if (this.index != null) {
			change.accept(this.index);
		}
	}

	private void account(@Nullable MemberState state, int sign) {
		if (state != null && state.isPresent()) {
			Digest fingerprint = state.member().fingerprint();
			this.digest = (sign > 0) ? this.digest.plus(fingerprint) : this.digest.minus(fingerprint);
		}
	}

	/** Who is dead or gone since before a moment. */
	List<MemberId> goneBefore(Instant moment) {
		return (this.presentCount == this.states.size()) ? List.of()
				: this.states.values()
					.stream()
					.filter((state) -> !state.isPresent() && state.since().isBefore(moment))
					.map((state) -> state.member().id())
					.toList();
	}

	/**
	 * Forgets the dead and gone whose state is older than a moment, and the oldest of
	 * more than are kept, and returns them.
	 */
	List<MemberState> forgetBefore(Instant moment) {
		this.index = null;
		this.questions = 0;
		if (this.presentCount == this.states.size()) {
			return List.of();
		}
		List<MemberState> gone = this.states.values()
			.stream()
			.filter((state) -> !state.isPresent())
			.sorted(Comparator.comparing(MemberState::since))
			.toList();
		int tooMany = gone.size() - MOST_GONE;
		List<MemberState> old = IntStream.range(0, gone.size())
			.filter((i) -> i < tooMany || gone.get(i).since().isBefore(moment))
			.mapToObj(gone::get)
			.toList();
		old.forEach((state) -> this.states = this.states.minus(state.member().id()));
		return old;
	}

}
