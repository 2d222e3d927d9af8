package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.pcollections.PSortedSet;
import org.pcollections.TreePSet;

/**
 * The ids of members that died or left, and up to which version, for much longer than
 * they are listed: whoever was away for long still knows them, and what it says of them
 * is no news. A member that lives and is taken for departed overrules that with its next
 * version. What others have told is kept apart, so that it displaces nothing that was
 * seen here.
 */
final class DepartedMembers {

	/** How long the departed are remembered after the retention. */
	static final Duration KEPT = Duration.ofHours(24);

	/** So many that were seen here are remembered; the oldest go first. */
	static final int MOST_SEEN = 24_576;

	/** So many that others have told of are remembered; the oldest go first. */
	static final int MOST_TOLD = 8_192;

	/** What others tell is believed up to a version above which the member can object. */
	static final long MOST_VERSION = Jumps.FREE / 2;

	private final Roster roster;

	private final Duration retention;

	private final Duration kept;

	private final Changes changes;

	private final Map<MemberId, Departed> seen = new LinkedHashMap<>();

	private final Map<MemberId, Departed> told = new LinkedHashMap<>();

	/** Those of both who left or are proven to be dead, for readers. */
	private PSortedSet<MemberId> certain = TreePSet.empty();

	DepartedMembers(Roster roster, Duration retention, Changes changes) {
		this.roster = roster;
		this.retention = retention;
		this.kept = retention.plus(KEPT);
		this.changes = changes;
	}

	/**
	 * Those that are not listed and left, or are proven to be dead; the same object until
	 * that changes.
	 */
	PSortedSet<MemberId> certain() {
		return this.certain;
	}

	/** Remembers a member that the roster forgets. */
	void forgotten(MemberState state) {
		MemberId member = state.member().id();
		Departed told = this.told.remove(member);
		put(this.seen, MOST_SEEN, member, Departed.of(state).or(told));
	}

	/**
	 * Remembers a member that others know to have departed; one that is listed here is
	 * compared with them later.
	 * @return true if that is news
	 */
	boolean learn(Departure departure, Instant now) {
		MemberId member = departure.member();
		if (!isNews(departure)) {
			return false;
		}
		boolean seen = this.seen.containsKey(member);
		put(seen ? this.seen : this.told, seen ? MOST_SEEN : MOST_TOLD, member,
				new Departed(departure.version(), now.minus(departure.age()), departure.certain()));
		return true;
	}

	/**
	 * Tells whether it is not known, of a member that is not listed; what was presumed
	 * may become certain.
	 */
	boolean isNews(Departure departure) {
		MemberId member = departure.member();
		if (this.roster.isPresent(member) || departure.version() > MOST_VERSION) {
			return false;
		}
		Departed known = get(member);
		long version = version(member);
		return departure.version() > version || (departure.version() == version && departure.certain() && known != null
				&& known.version() == version && !known.certain());
	}

	private void put(Map<MemberId, Departed> members, int most, MemberId member, Departed departed) {
		members.remove(member);
		members.put(member, departed);
		show(member, departed.certain());
		if (members.size() > most) {
			MemberId oldest = members.keySet().iterator().next();
			members.remove(oldest);
			show(oldest, false);
		}
	}

	private void show(MemberId member, boolean certain) {
		if (this.certain.contains(member) != certain) {
			this.certain = certain ? this.certain.plus(member) : this.certain.minus(member);
			this.changes.madeIf(true);
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
		show(member, false);
	}

	/** Forgets what is too old. */
	void forget(Instant now) {
		Instant moment = now.minus(this.kept);
		List.of(this.seen, this.told).forEach((members) -> {
			var oldest = members.entrySet().iterator();
			while (oldest.hasNext()) {
				Map.Entry<MemberId, Departed> it = oldest.next();
				if (!it.getValue().since().isBefore(moment)) {
					break;
				}
				oldest.remove();
				show(it.getKey(), false);
			}
		});
	}

	/** Who departed within the retention. */
	List<Departure> latest(Instant now) {
		return after(now.minus(this.retention), now);
	}

	/** All who are remembered, the latest of them if they are more than one message. */
	List<Departure> all(Instant now) {
		return after(now.minus(this.kept), now);
	}

	/**
	 * Who departed after a moment, if they are more than one message the latest, of those
	 * seen here first: what others tell displaces none.
	 */
	List<Departure> after(Instant moment, Instant now) {
		List<Departure> departures = new ArrayList<>();
		for (MemberState state : this.roster.states().values()) {
			if (!state.isPresent() && state.since().isAfter(moment)) {
				departures.add(departure(state.member().id(), Departed.of(state), now));
			}
		}
		departures.addAll(after(this.seen, moment, now));
		List<Departure> latest = latest(departures, Limits.DEPARTURES_PER_MESSAGE);
		latest.addAll(latest(after(this.told, moment, now), Limits.DEPARTURES_PER_MESSAGE - latest.size()));
		return latest;
	}

	private static List<Departure> after(Map<MemberId, Departed> members, Instant moment, Instant now) {
		List<Departure> departures = new ArrayList<>();
		members.forEach((member, it) -> {
			if (it.since().isAfter(moment)) {
				departures.add(departure(member, it, now));
			}
		});
		return departures;
	}

	private static List<Departure> latest(List<Departure> departures, int most) {
		if (departures.size() > most) {
			departures.sort(Comparator.comparing(Departure::age));
			departures.subList(most, departures.size()).clear();
		}
		return departures;
	}

	private static Departure departure(MemberId member, Departed it, Instant now) {
		return new Departure(member, it.version(), Duration.between(it.since(), now), it.certain());
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
	 * @param certain true if it left or is proven to be dead
	 */
	private record Departed(long version, Instant since, boolean certain) {

		static Departed of(MemberState state) {
			return new Departed(state.member().version(), state.since(),
					state.liveness() == Liveness.LEFT || state.proven());
		}

		/** What was seen here, or what others have told of a later version. */
		Departed or(@Nullable Departed told) {
			if (told == null || told.version() < this.version) {
				return this;
			}
			return new Departed(told.version(), this.since,
					told.certain() || (this.certain && told.version() == this.version));
		}

	}

}
