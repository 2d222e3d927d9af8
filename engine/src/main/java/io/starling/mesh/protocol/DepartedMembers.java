package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import org.jspecify.annotations.Nullable;

/**
 * The ids of members that died or left, and up to which version, for much longer than
 * they are listed: whoever was away for long still knows them, and what it says of them
 * is no news. A member that lives and is taken for departed overrules that with its next
 * version. What others have told is kept apart, so that it displaces nothing that was
 * seen here.
 */
final class DepartedMembers {

	/** How long the departed are remembered. */
	static final Duration KEPT = Duration.ofHours(24);

	/** So many that were seen here are remembered; the oldest go first. */
	static final int MOST_SEEN = 24_576;

	/** So many that others have told of are remembered; the oldest go first. */
	static final int MOST_TOLD = 8_192;

	/** What others tell is believed up to a version above which the member can object. */
	static final long MOST_VERSION = Jumps.FREE / 2;

	private final Roster roster;

	private final Duration retention;

	private final Map<MemberId, Departed> seen = new LinkedHashMap<>();

	private final Map<MemberId, Departed> told = new LinkedHashMap<>();

	DepartedMembers(Roster roster, Duration retention) {
		this.roster = roster;
		this.retention = retention;
	}

	/** Remembers a member that the roster forgets. */
	void forgotten(MemberState state) {
		MemberId member = state.member().id();
		Departed told = this.told.remove(member);
		long version = Math.max((told != null) ? told.version() : 0, state.member().version());
		put(this.seen, MOST_SEEN, member, new Departed(version, state.since()));
	}

	/**
	 * Remembers a member that others know to have departed; one that is listed here is
	 * compared with them later.
	 * @return true if that is news
	 */
	boolean learn(Departure departure, Instant now) {
		MemberId member = departure.member();
		if (this.roster.isPresent(member) || departure.version() <= version(member)
				|| departure.version() > MOST_VERSION) {
			return false;
		}
		boolean seen = this.seen.containsKey(member);
		put(seen ? this.seen : this.told, seen ? MOST_SEEN : MOST_TOLD, member,
				new Departed(departure.version(), now.minus(departure.age())));
		return true;
	}

	private static void put(Map<MemberId, Departed> members, int most, MemberId member, Departed departed) {
		members.remove(member);
		members.put(member, departed);
		if (members.size() > most) {
			members.remove(members.keySet().iterator().next());
		}
	}

	/** Tells whether a member is dead or gone, or was before it was forgotten. */
	boolean contains(MemberId member) {
		return version(member) > 0;
	}

	/**
	 * Up to which version a member counts as departed, by what is believed here or others
	 * have told; 0 if it does not.
	 */
	long version(MemberId member) {
		MemberState state = this.roster.get(member);
		Departed departed = get(member);
		long listed = (state != null) ? state.member().version() : 0;
		return (state != null && state.isPresent()) ? 0 : Math.max(listed, (departed != null) ? departed.version() : 0);
	}

	private @Nullable Departed get(MemberId member) {
		Departed departed = this.seen.get(member);
		return (departed != null) ? departed : this.told.get(member);
	}

	/** Forgets a member that is back, and says so by a higher version. */
	void remove(MemberId member) {
		this.seen.remove(member);
		this.told.remove(member);
	}

	/** Forgets what is too old. */
	void forget(Instant now) {
		Instant moment = now.minus(KEPT);
		List.of(this.seen, this.told).forEach((members) -> {
			var oldest = members.values().iterator();
			while (oldest.hasNext() && oldest.next().since().isBefore(moment)) {
				oldest.remove();
			}
		});
	}

	/** Who departed within the retention, one message of them at most. */
	List<Departure> latest(Instant now) {
		return after(now.minus(this.retention), now);
	}

	/** Who departed after a moment, one message of them at most. */
	List<Departure> after(Instant moment, Instant now) {
		List<Departure> latest = new ArrayList<>();
		for (MemberState state : this.roster.states().values()) {
			if (!state.isPresent() && state.since().isAfter(moment)) {
				add(latest, state.member().id(), new Departed(state.member().version(), state.since()), now);
			}
		}
		List.of(this.seen, this.told).forEach((members) -> members.forEach((member, it) -> {
			if (it.since().isAfter(moment)) {
				add(latest, member, it, now);
			}
		}));
		return latest;
	}

	private static void add(List<Departure> departures, MemberId member, Departed it, Instant now) {
		if (departures.size() < Limits.DEPARTURES_PER_MESSAGE) {
			departures.add(new Departure(member, it.version(), Duration.between(it.since(), now)));
		}
	}

	/**
	 * What to tell somebody who still holds a version of a member that is dead or gone,
	 * or was before it was forgotten; nothing about any other. A death counts for one
	 * version, so whoever holds an earlier one hears of that first.
	 */
	List<Rumor> epitaph(MemberId id, long held) {
		MemberState state = this.roster.get(id);
		long version = version(id);
		if (state == null || version > state.member().version()) {
			// Whoever lists it holds an earlier version, and the member itself a later
			// one.
			return (version == 0) ? List.of() : (held > 0 && held < version)
					? List.of(death(id, held), death(id, version)) : List.of(death(id, version));
		}
		if (state.isPresent()) {
			return List.of();
		}
		Rumor record = new Rumor.OfMember(state.member());
		if (state.liveness() == Liveness.LEFT) {
			return List.of(record);
		}
		Rumor death = death(id, state.member().version());
		return (held < state.member().version()) ? List.of(record, death) : List.of(death);
	}

	private Rumor death(MemberId id, long version) {
		return new Rumor.OfDeath(id, version, this.roster.self().id());
	}

	int size() {
		return this.seen.size() + this.told.size();
	}

	/**
	 * What is remembered of a member.
	 *
	 * @param version the last version of its record that counts as dead or gone
	 * @param since when it departed
	 */
	private record Departed(long version, Instant since) {
	}

}
