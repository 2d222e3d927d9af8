package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import org.jspecify.annotations.Nullable;

/**
 * What waits to leave by one connection: rumors, of which a newer one takes the place of
 * an older about the same, and offers of large rows. A connection that has just carried
 * rumors rests for a moment, so that a burst leaves in few messages.
 */
final class Outgoing {

	/** A gossip message is closed when it has grown to this many bytes. */
	private static final int GOSSIP_SIZE = 64 * 1024;

	/** What stands around a block. */
	private static final int OVERHEAD = 16;

	/** An offer waits this long, in which the row mostly comes by another way. */
	private static final Duration OFFER_DELAY = Duration.ofMillis(50);

	/** So many offers fit a message, however long their names are. */
	private static final int OFFERS_PER_MESSAGE = 1024;

	private final Map<Object, Rumor> rumors = new LinkedHashMap<>();

	private final TreeMap<RowId, Row> offers = new TreeMap<>();

	/** What asks for more, and so must not overtake what it follows; null for nothing. */
	private @Nullable Message request;

	private Instant rumorsDue = Instant.MIN;

	private Instant offersDue = Instant.MIN;

	void add(Rumor rumor) {
		this.rumors.put(subject(rumor), rumor);
	}

	/** Lets a message follow the rumors that wait; only the last of several counts. */
	void follow(Message message) {
		this.request = message;
	}

	/** Offers a row: the other side asks for it if it does not come otherwise. */
	void offer(Row row, Instant now) {
		if (this.offers.isEmpty()) {
			this.offersDue = now.plus(OFFER_DELAY);
		}
		this.offers.put(row.id(), row);
	}

	/** Drops what the other side knows already, as it has just said the same. */
	void drop(Rumor known) {
		if (known instanceof Rumor.OfRow it) {
			RowId row = it.row().id();
			if (this.rumors.get(row) instanceof Rumor.OfRow waiting && waiting.row().equals(it.row())) {
				this.rumors.remove(row);
			}
			this.offers.remove(row, it.row());
		}
		else {
			this.rumors.remove(subject(known), known);
		}
	}

	/** The rumors that may leave now, in order; they count as gone then. */
	List<Rumor> takeRumors(Instant now) {
		if (this.rumors.isEmpty() || now.isBefore(this.rumorsDue)) {
			return List.of();
		}
		List<Rumor> taken = List.copyOf(this.rumors.values());
		this.rumors.clear();
		return taken;
	}

	/** What follows the rumors, if it may leave now; null if there is nothing. */
	@Nullable Message takeRequest(Instant now) {
		if (now.isBefore(this.rumorsDue)) {
			return null;
		}
		Message taken = this.request;
		this.request = null;
		return taken;
	}

	/** Offers that may leave now, one message of them; null if there are none. */
	Message.@Nullable Have takeOffers(Instant now) {
		if (this.offers.isEmpty() || now.isBefore(this.offersDue)) {
			return null;
		}
		TreeMap<MemberId, List<RowVersion>> owners = new TreeMap<>();
		for (int i = 0; i < OFFERS_PER_MESSAGE && !this.offers.isEmpty(); i++) {
			Row row = this.offers.pollFirstEntry().getValue();
			owners.computeIfAbsent(row.id().owner(), (id) -> new ArrayList<>()).add(new RowVersion(row));
		}
		List<OwnerIndex> index = new ArrayList<>();
		owners.forEach((owner, rows) -> index.add(new OwnerIndex(owner, rows)));
		return new Message.Have(index);
	}

	/** Lets the connection rest. */
	void rest(Instant until) {
		this.rumorsDue = until;
	}

	/** Ends a rest, because the connection ends. */
	void hurry() {
		this.rumorsDue = Instant.MIN;
		this.offersDue = Instant.MIN;
	}

	/** When something here may leave; far away if nothing waits. */
	Instant due() {
		Instant rumor = (this.rumors.isEmpty() && this.request == null) ? Instant.MAX : this.rumorsDue;
		Instant offer = this.offers.isEmpty() ? Instant.MAX : this.offersDue;
		return rumor.isBefore(offer) ? rumor : offer;
	}

	/** Packs rumors into messages of bounded size. */
	static List<Message.Gossip> batches(List<Rumor> rumors) {
		List<Message.Gossip> messages = new ArrayList<>();
		int from = 0;
		int size = 0;
		for (int i = 0; i < rumors.size(); i++) {
			size += size(rumors.get(i));
			boolean full = size >= GOSSIP_SIZE || i - from + 1 == Limits.RUMORS_PER_MESSAGE;
			if (full || i == rumors.size() - 1) {
				messages.add(new Message.Gossip(rumors.subList(from, i + 1)));
				from = i + 1;
				size = 0;
			}
		}
		return messages;
	}

	/** About how many bytes a rumor takes, rather more than less. */
	static int size(Rumor rumor) {
		if (rumor instanceof Rumor.OfRow it) {
			return OVERHEAD + it.row().block().size();
		}
		if (rumor instanceof Rumor.OfRefusal it) {
			return OVERHEAD + it.row().table().length() + it.row().key().length();
		}
		if (rumor instanceof Rumor.OfMember it) {
			return OVERHEAD + it.member().block().size();
		}
		if (rumor instanceof Rumor.OfVote it) {
			return OVERHEAD + it.block().size();
		}
		return (rumor instanceof Rumor.OfDeath it) ? OVERHEAD + it.block().size() : 100;
	}

	/** What a rumor is about: of two about the same, the later one says it all. */
	private static Object subject(Rumor rumor) {
		if (rumor instanceof Rumor.OfRow it) {
			return it.row().id();
		}
		if (rumor instanceof Rumor.OfMember it) {
			return it.member().id();
		}
		// A vote's or a death's older versions are void, but each is about one of them.
		return rumor;
	}

}
