package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
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

	private final Refutations refutations;

	Dissemination(Knowledge knowledge, Links links, Suspicions suspicions, Neighbourhood neighbourhood) {
		this.knowledge = knowledge;
		this.links = links;
		this.suspicions = suspicions;
		this.neighbourhood = neighbourhood;
		this.refutations = new Refutations(knowledge, links);
	}

	/**
	 * Learns a rumor that came by a connection.
	 * @return true if it was news
	 */
	boolean learn(Rumor rumor, Connection from, Instant now) {
		boolean news = false;
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
		if (!news) {
			from.outgoing.drop(rumor);
		}
		else if (rumor instanceof Rumor.OfVote || rumor instanceof Rumor.OfDeath) {
			this.links.spread(rumor, from);
		}
		else if (!now.isBefore(from.joiningUntil)) {
			// A newcomer need not tell others what the mesh has told it.
			spread(rumor, from, now);
		}
		return news;
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

	/** Passes on what had to wait. */
	void tick(Instant now) {
		this.refutations.tick(now);
		for (RowId id : this.allowance.release(now)) {
			this.knowledge.latest(id, now).ifPresent((rumor) -> this.links.spread(rumor, null, now));
		}
	}

	/** Tells whether anything waits to be passed on. */
	boolean isBehind() {
		return this.allowance.isWaiting() || this.refutations.isWaiting();
	}

	/** Asks for what the other side has and this one lacks. */
	void offered(Connection from, Message.Have offer) {
		List<RowId> wanted = new ArrayList<>();
		for (OwnerIndex owner : offer.owners()) {
			MemberState state = this.knowledge.roster().get(owner.owner());
			if (state != null && !state.isPresent()) {
				continue;
			}
			for (OwnerIndex.RowVersion row : owner.rows()) {
				RowId id = new RowId(row.table(), owner.owner(), row.key());
				if (row.version() > this.knowledge.rows().version(id)) {
					wanted.add(id);
				}
			}
		}
		Listing.ask(this.links, from, wanted);
	}

	private boolean learnMember(Member member, Connection from, Instant now) {
		if (this.knowledge.isSelf(member.id())) {
			return false;
		}
		Knowledge.Merge merge = this.knowledge.merge(member, now);
		if (merge == Knowledge.Merge.BURIED && !member.left()) {
			tellOfEnd(member.id(), member.version(), from);
		}
		else if (merge == Knowledge.Merge.NEWS) {
			this.suspicions.close(member.id(), now);
			if (!member.left()) {
				this.neighbourhood.supersedes(member, now);
			}
		}
		return merge == Knowledge.Merge.NEWS;
	}

	private boolean learnRow(Row row, Duration age, Connection from, Instant now) {
		Rows.Tombstone tombstone = this.knowledge.rows().tombstone(row.id());
		if (tombstone != null && !row.tombstone() && row.version() <= tombstone.version()) {
			this.knowledge.tombstone(row.id(), now).ifPresent((rumor) -> this.links.tell(from, rumor));
			return false;
		}
		if (!this.knowledge.isSelf(row.id().owner())) {
			tellOfEnd(row.id().owner(), Knowledge.UNTOLD_VERSION, from);
			return this.knowledge.merge(row, age, now);
		}
		if (row.version() > this.knowledge.rows().version(row.id()) && !row.tombstone()) {
			// Withdrawn so long ago that even the tombstone is forgotten; somebody was
			// away for longer.
			this.links.spread(this.knowledge.withdraw(row.id(), row.version(), now), null);
		}
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
			tellOfEnd(subject, Knowledge.UNTOLD_VERSION, from);
		}
		return buried;
	}

	private void tellOfEnd(MemberId subject, long held, Connection from) {
		MemberState state = this.knowledge.roster().get(subject);
		if (state != null && !state.isPresent()) {
			this.knowledge.epitaph(state, held).forEach((rumor) -> this.links.tell(from, rumor));
			this.suspicions.votesOn(state.member()).forEach((rumor) -> this.links.tell(from, rumor));
		}
	}

}
