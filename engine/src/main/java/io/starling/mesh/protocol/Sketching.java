package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.sketch.CodedSymbol;
import io.starling.mesh.sketch.Element;
import io.starling.mesh.sketch.Sketch;
import io.starling.mesh.sketch.SketchDecoder;
import org.jspecify.annotations.Nullable;

/**
 * The short way to find what two tables differ in: bytes by what differs, not by what
 * there is (Yang, Gilad and Alizadeh, "Practical Rateless Set Reconciliation", SIGCOMM
 * 2024). The member that noticed the difference sends coded symbols of its table; the
 * other one asks for more of them until it can read the difference off. Where that would
 * cost more than listing everything, it asks for the list.
 */
final class Sketching {

	private static final int FIRST_SYMBOLS = 32;

	private static final int MOST_SYMBOLS_AT_ONCE = 1024;

	/** This many symbols are taken in, and one more for each own element. */
	private static final int LEAST_LIMIT = 128;

	/** A page has no room for more. */
	private static final int MOST_LACKING = 4096;

	/** Nobody can make this member begin to decode more often. */
	private static final Duration PAUSE = Duration.ofMillis(300);

	/** How long an own sketch is kept for questions about it. */
	private static final Duration KEPT = Duration.ofSeconds(5);

	private final Knowledge knowledge;

	private final Links links;

	private final Suspicions suspicions;

	private final RandomGenerator random;

	/** Sketches that were sent, and decoders that wait for more, by connection. */
	private final TreeMap<ConnectionId, Sent> sent = new TreeMap<>();

	private final TreeMap<ConnectionId, Decoding> decodings = new TreeMap<>();

	/** When this member began to read a sketch last. */
	private final TreeMap<ConnectionId, Instant> begun = new TreeMap<>();

	Sketching(Knowledge knowledge, Links links, Suspicions suspicions, RandomGenerator random) {
		this.knowledge = knowledge;
		this.links = links;
		this.suspicions = suspicions;
		this.random = random;
	}

	/** Sends the first symbols. */
	void begin(Connection connection, Instant now) {
		long salt = this.random.nextLong();
		Sent begun = new Sent(salt, new Inventory(this.knowledge, salt), now);
		this.sent.put(connection.id, begun);
		send(connection, begun, 0, FIRST_SYMBOLS);
	}

	private void send(Connection connection, Sent from, int first, int end) {
		from.end = Math.max(from.end, end);
		this.links.send(connection, new Message.Symbols(from.salt, first, from.sketch.symbols(first, end)));
	}

	/** Sends the next symbols; none beyond those, or making them would cost too much. */
	void more(Connection connection, Message.More more) {
		Sent begun = this.sent.get(connection.id);
		if (begun != null && begun.salt == more.salt() && more.from() >= FIRST_SYMBOLS && more.from() <= begun.end) {
			int end = Math.min(more.from() + Math.min(more.from(), MOST_SYMBOLS_AT_ONCE), Sketch.MAX_LENGTH);
			if (more.from() < end) {
				send(connection, begun, more.from(), end);
			}
		}
	}

	/** Takes symbols in, and acts as soon as they tell the difference. */
	void decode(Connection connection, Message.Symbols symbols, Instant now) {
		if (symbols.first() == 0) {
			begin(connection, symbols, now);
		}
		Decoding decoding = this.decodings.get(connection.id);
		if (decoding == null || decoding.salt != symbols.salt() || decoding.decoder.received() != symbols.first()) {
			return;
		}
		SketchDecoder decoder = decoding.decoder;
		boolean open = !decoding.isHopeless(symbols);
		for (CodedSymbol symbol : symbols.symbols()) {
			open = open && decoder.add(symbol);
		}
		if (decoder.isComplete()) {
			settle(connection, decoding, decoder, now);
			this.decodings.remove(connection.id);
		}
		else if (!open || decoder.received() >= decoding.limit()) {
			this.links.send(connection, new Message.Resume(MemberId.MIN));
			this.decodings.remove(connection.id);
		}
		else {
			this.links.send(connection, new Message.More(symbols.salt(), decoder.received()));
		}
	}

	private void begin(Connection connection, Message.Symbols symbols, Instant now) {
		if (!now.isBefore(this.begun.getOrDefault(connection.id, Instant.MIN).plus(PAUSE))) {
			this.begun.put(connection.id, now);
			this.decodings.put(connection.id,
					new Decoding(symbols.salt(), new Inventory(this.knowledge, symbols.salt()), now));
		}
	}

	/**
	 * Asks for what is newer there, and sends what is newer here; of what is of one
	 * version and differs, both, as the stamps do not tell which of the two stays.
	 */
	private void settle(Connection connection, Decoding decoding, SketchDecoder decoder, Instant now) {
		TreeMap<Long, Long> theirs = new TreeMap<>();
		decoder.missingHere().forEach((element) -> theirs.put(element.id(), element.version()));
		Telling telling = new Telling(this.knowledge, this.links, this.suspicions, connection);
		for (Element ours : decoder.missingThere()) {
			long version = Inventory.versionOf(ours.version());
			long there = Inventory.versionOf(theirs.getOrDefault(ours.id(), 0L));
			if (there < version) {
				theirs.remove(ours.id());
			}
			if (there <= version) {
				tell(telling, decoding.inventory.name(ours.id()), now);
			}
		}
		this.links.count(Activity.AHEAD, telling.told());
		if (!theirs.isEmpty()) {
			List<Long> lacking = theirs.keySet().stream().limit(MOST_LACKING).toList();
			this.links.count(Activity.BEHIND, lacking.size());
			this.links.send(connection, new Message.Lack(decoding.salt, lacking));
		}
	}

	/** Sends what the other side has found out that it lacks. */
	void serve(Connection connection, Message.Lack lack, Instant now) {
		Sent begun = this.sent.get(connection.id);
		if (begun != null && begun.salt == lack.salt()) {
			this.sent.remove(connection.id);
			Telling telling = new Telling(this.knowledge, this.links, this.suspicions, connection);
			lack.ids().forEach((id) -> tell(telling, begun.inventory.name(id), now));
		}
	}

	/** Tells, unless the page is full: what remains is found again soon. */
	private static void tell(Telling telling, Inventory.@Nullable Name name, Instant now) {
		if (name == null || telling.isFull()) {
			return;
		}
		if (name.row() != null) {
			telling.row(name.row(), now);
		}
		else {
			telling.member(name.owner());
		}
	}

	/**
	 * Gives up a sketch that is of no use to the other side.
	 * @return false if there is none
	 */
	boolean end(Connection connection) {
		return this.sent.remove(connection.id) != null;
	}

	/** Forgets exchanges that are over. */
	void tick(Instant now) {
		Instant limit = now.minus(KEPT);
		this.sent.values().removeIf((it) -> it.since.isBefore(limit));
		this.decodings.values().removeIf((it) -> it.since.isBefore(limit));
		this.begun.values().removeIf((since) -> since.isBefore(limit));
	}

	/** A sketch that this member has begun to send. */
	private static final class Sent {

		private final long salt;

		private final Inventory inventory;

		private final Sketch sketch;

		private final Instant since;

		/** How many symbols have been sent. */
		private int end;

		Sent(long salt, Inventory inventory, Instant since) {
			this.salt = salt;
			this.inventory = inventory;
			this.sketch = new Sketch(salt, inventory.elements());
			this.since = since;
		}

	}

	/** A sketch that this member has begun to read. */
	private static final class Decoding {

		private final long salt;

		private final Inventory inventory;

		private final SketchDecoder decoder;

		private final Instant since;

		Decoding(long salt, Inventory inventory, Instant since) {
			this.salt = salt;
			this.inventory = inventory;
			this.since = since;
			this.decoder = new SketchDecoder(salt, inventory.elements());
		}

		/** So many symbols cost no more than the list. */
		int limit() {
			return LEAST_LIMIT + this.inventory.elements().size();
		}

		/**
		 * The first symbol has all elements in it, and so tells how many there are: by as
		 * many as one side has more, the two differ at least.
		 */
		boolean isHopeless(Message.Symbols symbols) {
			return symbols.first() == 0 && !symbols.symbols().isEmpty()
					&& Math.abs((long) this.inventory.elements().size() - symbols.symbols().get(0).count()) > limit();
		}

	}

}
