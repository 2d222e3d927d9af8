package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Limit;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * Who is told that a row is over somebody's limits: the operator of the member that does
 * not take it in, once for each owner, and the operator of the owner, by a rumor.
 */
final class Refusals {

	/** How often a rumor about one row is passed on. */
	private static final Duration PAUSE = Duration.ofHours(1);

	/** About so many rows a rumor is passed on within one pause. */
	static final int MOST = 1024;

	private final Knowledge knowledge;

	private final Settings settings;

	private final Outbox out;

	private final TreeSet<MemberId> told = new TreeSet<>();

	private final Map<RowId, Instant> passedOn = new LinkedHashMap<>();

	Refusals(Knowledge knowledge, Settings settings, Outbox out) {
		this.settings = settings;
		this.knowledge = knowledge;
		this.out = out;
	}

	/** How much of something is allowed here. */
	private long allowed(Limit limit) {
		return switch (limit) {
			case ROW_SIZE -> this.settings.maxState();
			case MEMBER_SIZE -> this.settings.maxOwnerWeight();
			case ROWS -> Limits.ROWS_PER_OWNER;
		};
	}

	/**
	 * This member does not take a row in.
	 * @return what to tell its owner; empty if somebody has done so lately
	 */
	Optional<Rumor> refused(Row row, Instant now) {
		Limit limit = this.knowledge.rows().limit(row);
		if (limit == null) {
			return Optional.empty();
		}
		long allowed = allowed(limit);
		MemberId owner = row.id().owner();
		this.knowledge.roster().present(owner).ifPresent((member) -> {
			if (this.told.add(owner)) {
				this.out.notify(new Notice.RowRefused(row.id(), member, limit, allowed));
			}
		});
		Rumor rumor = new Rumor.OfRefusal(row.id(), row.version(), this.knowledge.self().id(), limit, allowed);
		return isDue(row.id(), now) ? Optional.of(rumor) : Optional.empty();
	}

	/**
	 * Somebody else does not take a row in that is known here.
	 * @return true if that is to be passed on
	 */
	boolean learn(Rumor.OfRefusal refusal, Instant now) {
		RowId row = refusal.row();
		Member by = this.knowledge.roster().present(refusal.by()).orElse(null);
		boolean known = refusal.version() > 0 && this.knowledge.roster().isPresent(row.owner())
				&& this.knowledge.rows().version(row) == refusal.version();
		if (by == null || !known || !isDue(row, now)) {
			return false;
		}
		if (this.knowledge.isSelf(row.owner())) {
			this.out.notify(new Notice.RefusedElsewhere(row, by, refusal.limit(), refusal.allowed()));
			return false;
		}
		return true;
	}

	/**
	 * Tells whether a row's refusal has not been passed on for long. Where more are under
	 * way than are remembered, the others are not passed on: who forgot one would pass it
	 * on each time that it comes again.
	 */
	private boolean isDue(RowId row, Instant now) {
		Iterator<Instant> oldest = this.passedOn.values().iterator();
		while (oldest.hasNext() && !now.isBefore(oldest.next().plus(PAUSE))) {
			oldest.remove();
		}
		return this.passedOn.size() < MOST && this.passedOn.putIfAbsent(row, now) == null;
	}

	/** Forgets owners that are known no longer. */
	void tick() {
		this.told.removeIf((owner) -> this.knowledge.roster().get(owner) == null);
	}

	int size() {
		return this.told.size() + this.passedOn.size();
	}

}
