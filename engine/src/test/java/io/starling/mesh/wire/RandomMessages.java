package io.starling.mesh.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Formats;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Holders;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.sketch.CodedSymbol;
import io.starling.mesh.sketch.Sketch;

/**
 * Draws any message that members may send, the same ones from the same seed.
 */
final class RandomMessages {

	private final SplittableRandom random;

	RandomMessages(long seed) {
		this.random = new SplittableRandom(seed);
	}

	Message next() {
		return switch (this.random.nextInt(16)) {
			case 0 -> new Message.Hello(text(0, Limits.MESH_NAME_LENGTH), member(), flip(), digest(), formats());
			case 1 -> new Goodbye(one(List.of(Goodbye.Reason.values())));
			case 2 -> new Message.Ping(number());
			case 3 -> new Message.Pong(number(), digest());
			case 4 -> new Message.Gossip(some(1, 12, this::rumor));
			case 5 -> new Message.Index(id(), id(), some(0, 12, this::owner));
			case 6 -> new Message.Beat(digest(), Duration.ofMillis(1 + this.random.nextInt(3_600_000)));
			case 7 -> new Message.Have(some(0, 12, this::owner));
			case 8 -> new Message.Resume(id());
			case 9 -> new Message.Symbols(number(), this.random.nextInt(Sketch.MAX_LENGTH),
					some(0, 12, () -> new CodedSymbol(number(), number(), number(), this.random.nextInt())));
			case 10 -> new Message.More(number(), this.random.nextInt(Sketch.MAX_LENGTH));
			case 11 -> new Message.Lack(number(), some(0, 12, this::number));
			case 12 -> new Message.Wave(number() >>> 1, rowId(), version(),
					Duration.ofMillis(1 + this.random.nextInt(60_000)));
			case 13 -> new Message.Echo(id(), number() >>> 1, new Holders(this.random.nextInt(1000), digest()));
			case 14 -> new Message.Departed(some(1, 12,
					() -> new Departure(id(), bounded(),
							Duration.ofMillis(this.random.nextLong(RumorFormat.MAX_AGE.toMillis())),
							this.random.nextBoolean())));
			default -> new Message.Want(some(0, 12, this::id), some(0, 12, this::rowId));
		};
	}

	Rumor rumor() {
		return switch (this.random.nextInt(6)) {
			case 0 -> new Rumor.OfMember(member());
			case 1 -> new Rumor.OfRow(Row.of(rowId(), version(), bytes(2000)), Duration.ZERO);
			case 2 -> new Rumor.OfRow(Row.tombstone(rowId(), version()),
					Duration.ofMillis(this.random.nextLong(RumorFormat.MAX_AGE.toMillis())));
			case 3 -> new Rumor.OfVote(id(), version(), id(), one(List.of(Rumor.Evidence.values())));
			case 4 -> new Rumor.OfRefusal(rowId(), bounded(), id(), one(List.of(Rumor.Limit.values())),
					this.random.nextInt(Integer.MAX_VALUE));
			default -> new Rumor.OfDeath(id(), version(), id());
		};
	}

	private Formats formats() {
		int lowest = 1 + this.random.nextInt(Formats.LAST);
		return new Formats(lowest, lowest + this.random.nextInt(1 + Formats.LAST - lowest));
	}

	private OwnerIndex owner() {
		List<RowVersion> rows = some(0, 6,
				() -> new RowVersion(text(1, Limits.TABLE_LENGTH), text(0, Limits.KEY_LENGTH), version(), number()));
		return flip() ? new OwnerIndex(id(), version(), number(), rows) : new OwnerIndex(id(), rows);
	}

	private Member member() {
		Endpoint endpoint = new Endpoint(text(1, Limits.HOST_LENGTH), 1 + this.random.nextInt(65535));
		return new Member(id(), version(), endpoint, text(0, Limits.ZONE_LENGTH), flip());
	}

	private RowId rowId() {
		return new RowId(text(1, Limits.TABLE_LENGTH), id(), text(0, Limits.KEY_LENGTH));
	}

	private MemberId id() {
		return new MemberId(this.random.nextLong(), this.random.nextLong());
	}

	private Digest digest() {
		return new Digest(this.random.nextLong(), this.random.nextLong());
	}

	private long version() {
		return 1 + (number() >>> 17);
	}

	private long bounded() {
		return Math.min(version(), Limits.VERSION);
	}

	/** Numbers of all magnitudes. */
	private long number() {
		return this.random.nextLong() >>> this.random.nextInt(64);
	}

	private boolean flip() {
		return this.random.nextBoolean();
	}

	private Bytes bytes(int max) {
		byte[] bytes = new byte[this.random.nextInt(max)];
		this.random.nextBytes(bytes);
		return Bytes.copyOf(bytes);
	}

	/** Texts with letters of one to four bytes. */
	private String text(int min, int max) {
		StringBuilder text = new StringBuilder();
		int bytes = 0;
		int wanted = min + this.random.nextInt(max / 2);
		while (bytes < wanted) {
			String letter = one(List.of("a", "Z", "-", "ß", "鳥", "🐦"));
			bytes += letter.getBytes(StandardCharsets.UTF_8).length;
			text.append(letter);
		}
		return text.toString();
	}

	private <T> T one(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

	private <T> List<T> some(int min, int max, Supplier<T> source) {
		List<T> list = new ArrayList<>();
		int count = min + this.random.nextInt(max - min);
		for (int i = 0; i < count; i++) {
			list.add(source.get());
		}
		return list;
	}

}
