package io.starling.simulator.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.wire.MessageCodec;

/**
 * How many bytes a frame takes on the network: those that the real codec writes, and
 * those of the packets around them. An I-have is an {@link Message.Index} without its
 * range, a prune an empty frame, as the protocol has neither yet.
 */
final class FrameSizes {

	/** IPv4 (20), TCP (20) and its timestamps (12). */
	static final int TCP_HEADER = 52;

	/** What fits in a packet of 1,500 bytes beside the headers. */
	static final int TCP_SEGMENT = 1448;

	/** IPv4 (20) and UDP (8). */
	static final int UDP_HEADER = 28;

	/** What fits in a packet of 1,500 bytes beside the headers. */
	static final int UDP_FRAGMENT = 1472;

	/** Length, version and type. */
	private static final int EMPTY_FRAME = MessageCodec.LENGTH_SIZE + 2;

	private static final MemberId OWNER = MemberId.MAX;

	private final int state;

	private final EnumMap<Frame.Kind, TreeMap<Integer, Integer>> known = new EnumMap<>(Frame.Kind.class);

	/**
	 * Creates sizes for rows of one size.
	 * @param state the bytes of a row's state
	 */
	FrameSizes(int state) {
		this.state = state;
	}

	/** The bytes of a frame as the codec writes it. */
	int encoded(Frame frame) {
		return this.known.computeIfAbsent(frame.kind(), (kind) -> new TreeMap<>())
			.computeIfAbsent(frame.rows().size(), (count) -> encode(frame.kind(), count));
	}

	/** With the headers of its packets and one acknowledgement. */
	static int overTcp(int encoded) {
		return encoded + packets(encoded, TCP_SEGMENT) * TCP_HEADER + TCP_HEADER;
	}

	/** With the headers of its fragments; nothing is acknowledged. */
	static int overUdp(int encoded) {
		return encoded + packets(encoded, UDP_FRAGMENT) * UDP_HEADER;
	}

	static int packets(int encoded, int payload) {
		return (encoded + payload - 1) / payload;
	}

	static int ofSuspicion() {
		return encode(new Rumor.OfVote(OWNER, 3, MemberId.MIN, Rumor.Evidence.GONE));
	}

	static int ofDeath() {
		return encode(new Rumor.OfDeath(OWNER, 3, OWNER));
	}

	static int ofMember() {
		return encode(new Rumor.OfMember(new Member(OWNER, 3, new Endpoint("10.0.12.34", 7946), "zone-a", false)));
	}

	private static int encode(Rumor rumor) {
		return MessageCodec.encode(new Message.Gossip(List.of(rumor))).length;
	}

	private int encode(Frame.Kind kind, int count) {
		return switch (kind) {
			case ROWS -> MessageCodec.encode(gossip(count)).length;
			case HAVE -> EMPTY_FRAME + MessageCodec.encode(index(count)).length - MessageCodec.encode(index(0)).length;
			case WANT -> MessageCodec.encode(want(count)).length;
			case PRUNE -> EMPTY_FRAME;
		};
	}

	private Message gossip(int count) {
		List<Rumor> rumors = new ArrayList<>();
		Bytes bytes = Bytes.copyOf(new byte[this.state]);
		for (int i = 0; i < count; i++) {
			rumors.add(new Rumor.OfRow(Row.of(id(i), 1000 + i, bytes), Duration.ZERO));
		}
		return new Message.Gossip(rumors);
	}

	private static Message index(int count) {
		List<OwnerIndex.RowVersion> rows = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			rows.add(new OwnerIndex.RowVersion(id(i).table(), id(i).key(), 1000 + i, i));
		}
		List<OwnerIndex> owners = rows.isEmpty() ? List.of() : List.of(new OwnerIndex(OWNER, rows));
		return new Message.Index(MemberId.MIN, MemberId.MAX, owners);
	}

	private static Message want(int count) {
		List<RowId> rows = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			rows.add(id(i));
		}
		return new Message.Want(List.of(), rows);
	}

	private static RowId id(int number) {
		return new RowId("services", OWNER, "%04d".formatted(number));
	}

}
