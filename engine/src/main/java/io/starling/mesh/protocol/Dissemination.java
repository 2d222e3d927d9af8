package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.jspecify.annotations.Nullable;

/**
 * Rumors: what is news is learned and passed on over all links but the one it came by
 * (large rows over half of them; on the others they are offered); what is known ends
 * here. Each rumor so crosses each link once or twice, and reaches everybody in as many
 * hops as the overlay is wide. Anti-entropy repairs what this misses.
 */
final class Dissemination {

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	private final Neighbourhood neighbourhood;

	private final Allowance allowance = new Allowance();

	private final Admission admission;

	private final Refusals refusals;

	private final Refutations refutations;

	private final Obituaries obituaries;

	Dissemination(Knowledge knowledge, Links links, Suspicions suspicions, Neighbourhood neighbourhood,
			Admission admission, Refusals refusals, Instant now) {
		this.obituaries = new Obituaries(knowledge, links, suspicions);
		this.admission = admission;
		this.refusals = refusals;
		this.knowledge = knowledge;
		this.links = links;
		this.suspicions = suspicions;
		this.neighbourhood = neighbourhood;
		this.refutations = new Refutations(knowledge, links, now);
	}

	/**
	 * Learns a rumor that came by a connection.
	 * @return true if it was news
	 */
	boolean learn(Rumor rumor, Connection from, Instant now) {
		boolean news = false;
		boolean unknown = rumor instanceof Rumor.OfMember it && this.knowledge.roster().get(it.member().id()) == null;
		if (rumor instanceof Rumor.OfMember it) {
			news = learnMember(it.member(), from, now);
		}
		else if (rumor instanceof Rumor.OfRow it) {
			news = learnRow(it.row(), it.age(), from, now);
		}
		else if (rumor instanceof Rumor.OfVote it) {
			news = learnVote(it, from, now);
		}
		else if (rumor instanceof Rumor.OfDeath it) {
			news = learnDeath(it, from, now);
		}
		else if (rumor instanceof Rumor.OfRefusal it) {
			news = this.refusals.learn(it, now);
		}
		if (!news) {
			from.outgoing.drop(rumor);
		}
		else if (!from.isJoining(now) || !(rumor instanceof Rumor.OfRow || rumor instanceof Rumor.OfMember)) {
			// A newcomer need not tell others what the mesh has told it.
			spread(rumor, from, now);
			if (unknown && rumor instanceof Rumor.OfMember it) {
				spreadRows(it.member().id(), now);
			}
		}
		return news;
	}

	/** What was held until its owner is known is passed on with it. */
	private void spreadRows(MemberId owner, Instant now) {
		List.copyOf(this.knowledge.rows().of(owner).values())
			.forEach((row) -> spread(new Rumor.OfRow(row, Duration.ZERO), null, now));
	}

	private void spread(Rumor rumor, Connection from, Instant now) {
		if (rumor instanceof Rumor.OfRow it) {
			spread(it, from, now);
		}
		else {
			this.links.spread(rumor, from);
		}
	}

	/** Passes a row on, now or when its owner's allowance lets it. */
	void spread(Rumor.OfRow rumor, @Nullable Connection from, Instant now) {
		if (this.allowance.take(rumor.row().id(), rumor.row().weight(), now)) {
			this.links.spread(rumor, from, now);
		}
	}

	/** Tells whether a change of an own row may wait, should it have to. */
	boolean hasRoomFor(RowId row) {
		return this.allowance.hasRoomFor(row);
	}

	/** Passes on what had to wait. */
	void tick(Instant now) {
		this.refusals.tick();
		this.refutations.tick(now);
		this.obituaries.tick(now);
		for (RowId id : this.allowance.release(this::weight, now)) {
			this.knowledge.latest(id, now).ifPresent((rumor) -> this.links.spread(rumor, null, now));
		}
	}

	private int weight(RowId id) {
		Row row = this.knowledge.rows().get(id);
		return (row != null) ? row.weight() : 0;
	}

	/** Tells whether anything waits to be passed on. */
	boolean isBehind() {
		return this.allowance.isWaiting() || this.refutations.isWaiting();
	}

	/** Asks for what the other side has and this one lacks. */
	void offered(Connection from, Message.Have offer) {
		List<RowId> wanted = new ArrayList<>();
		for (OwnerIndex owner : offer.owners()) {
			if (this.knowledge.departed().contains(owner.owner())) {
				continue;
			}
			for (OwnerIndex.RowVersion row : owner.rows()) {
				RowId id = new RowId(row.table(), owner.owner(), row.key());
				Row known = this.knowledge.rows().newest(id);
				if (known == null || row.compareTo(known) > 0) {
					wanted.add(id);
				}
			}
		}
		Listing.ask(this.links, from, wanted);
	}

	private boolean learnMember(Member member, Connection from, Instant now) {
		MemberId id = member.id();
		if (this.knowledge.isSelf(id)) {
			Member self = this.knowledge.self();
			if (member.version() > self.version() || (member.version() == self.version() && !member.equals(self))) {
				this.refutations.misquoted(member.version(), now);
			}
			return false;
		}
		if (!this.admission.admits(member, from, now)) {
			this.links.count(Activity.REFUSED, 1);
			return false;
		}
		Merge merge = this.knowledge.merge(member, now);
		if (merge == Merge.BURIED && !member.left()) {
			this.obituaries.tellLister(id, member.version(), from, now);
		}
		else if (merge == Merge.NEWS) {
			this.suspicions.close(id, now);
			if (!member.left()) {
				this.neighbourhood.supersedes(member, now);
			}
		}
		return merge == Merge.NEWS;
	}

	private boolean learnRow(Row row, Duration age, Connection from, Instant now) {
		MemberId owner = row.id().owner();
		RowsOfOwner.Tombstone tombstone = this.knowledge.rows().tombstone(row.id());
		if (tombstone != null && !row.tombstone() && !row.supersedes(tombstone.row())) {
			this.knowledge.tombstone(row.id(), now).ifPresent((rumor) -> this.links.tell(from, rumor));
			return false;
		}
		if (this.knowledge.isSelf(owner)) {
			this.refutations.misquoted(row, now).ifPresent((rumor) -> spread(rumor, null, now));
			return false;
		}
		this.obituaries.tellLister(owner, Knowledge.UNTOLD_VERSION, from, now);
		if (!this.admission.admits(row, from, now)) {
			this.links.count(Activity.REFUSED, 1);
			return false;
		}
		Merge merge = this.knowledge.merge(row, age, now);
		if (merge == Merge.REFUSED) {
			this.links.count(Activity.REFUSED, 1);
			// Others may have room for it, and hear of it by nobody else.
			spread(new Rumor.OfRow(row, age), from, now);
			this.refusals.refused(row, now).ifPresent((rumor) -> this.links.spread(rumor, null));
		}
		return merge == Merge.NEWS;
	}

	/**
	 * Others have told who departed; of one that is listed here it is found out.
	 * @return true if that is news
	 */
	boolean learn(Departure departure, Connection from, Instant now) {
		if (this.knowledge.isSelf(departure.member())) {
			this.refutations.misquoted(departure.version(), now);
			return false;
		}
		if (this.knowledge.departed().learn(departure, now)) {
			return true;
		}
		this.knowledge.roster().present(departure.member()).ifPresent((member) -> {
			if (member.version() <= departure.version()) {
				learnDeath(new Rumor.OfDeath(member.id(), member.version(), from.peer().id()), from, now);
			}
		});
		return false;
	}

	private boolean learnVote(Rumor.OfVote vote, Connection from, Instant now) {
		if (this.knowledge.isSelf(vote.subject())) {
			if (vote.evidence() != Evidence.ALIVE) {
				this.refutations.accused(vote.version(), now);
			}
			return false;
		}
		if (!this.suspicions.concerns(vote) && isBuried(vote.subject(), vote.version(), from)) {
			return false;
		}
		boolean news = this.suspicions.hear(vote, now);
		if (news && vote.evidence() != Evidence.ALIVE) {
			this.neighbourhood.lookAt(vote.subject(), vote.version(), now);
		}
		return news;
	}

	/**
	 * Whoever passes on what another one holds does not hold the same yet, and needs to
	 * know who else does.
	 */
	private boolean learnDeath(Rumor.OfDeath death, Connection from, Instant now) {
		if (this.knowledge.isSelf(death.subject())) {
			this.refutations.accused(death.version(), now);
			return false;
		}
		// Of one that is not listed here this may be a later version than the known one.
		this.knowledge.departed().learn(new Departure(death.subject(), death.version(), Duration.ZERO), now);
		MemberId peer = from.peer().id();
		if (isBuried(death.subject(), death.version(), peer.equals(death.teller()) ? null : from)) {
			return false;
		}
		boolean news = this.suspicions.hear(death, peer, now);
		if (news) {
			this.neighbourhood.lookAt(death.subject(), death.version(), now);
		}
		return news;
	}

	private boolean isBuried(MemberId subject, long version, @Nullable Connection from) {
		MemberState state = this.knowledge.roster().get(subject);
		boolean buried = state != null && !state.isPresent() && version <= state.member().version();
		if (buried && from != null) {
			this.obituaries.tell(subject, Knowledge.UNTOLD_VERSION, from);
		}
		return buried;
	}

}
