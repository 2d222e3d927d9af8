package io.starling.simulator.member;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Formats;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.wire.MessageCodec;
import io.starling.simulator.network.Parcel;

import org.jspecify.annotations.Nullable;

/**
 * What one member of a build to come writes: its record, rows, tombstones and votes have
 * fields and signatures that nobody knows today, each of its messages has a field more
 * and each gossip a rumor of an unknown kind, and its hello tells of a later format. Who
 * receives it reads it with today's codec. For one member; not thread-safe.
 */
public final class LaterWire implements Wire {

	/** What every block of such a member ends with. */
	public static final Bytes INVENTED = new FieldWriter().varint(40, 7)
		.fixed64(41, -1)
		.bytes(FieldReader.SIGNATURE, Bytes.copyOf(new byte[64]), 64, "a signature")
		.toBytes();

	private static final int LENGTH_SIZE = MessageCodec.LENGTH_SIZE;

	private @Nullable MemberId self;

	@Override
	public Member record(Member record) {
		this.self = record.id();
		try {
			return Member.decode(extended(record.block()));
		}
		catch (MalformedException ex) {
			throw unreadable(ex);
		}
	}

	@Override
	public Row complete(Row row) {
		try {
			return Row.decode(extended(row.block()));
		}
		catch (MalformedException ex) {
			throw unreadable(ex);
		}
	}

	@Override
	public Parcel pack(Message message) {
		byte[] frame = MessageCodec.encode(ofThisBuild(message));
		byte[] more = new FieldWriter().block(45, INVENTED).toBytes().toArray();
		byte[] longer = Arrays.copyOf(frame, frame.length + more.length);
		System.arraycopy(more, 0, longer, frame.length, more.length);
		int length = longer.length - LENGTH_SIZE;
		for (int i = 0; i < LENGTH_SIZE; i++) {
			longer[i] = (byte) (length >>> (Byte.SIZE * (LENGTH_SIZE - 1 - i)));
		}
		try {
			return new Parcel(MessageCodec.decode(longer).orElseThrow(), longer.length);
		}
		catch (MalformedException ex) {
			throw unreadable(ex);
		}
	}

	private Message ofThisBuild(Message message) {
		if (message instanceof Message.Hello hello) {
			return new Message.Hello(hello.mesh(), hello.member(), hello.alone(), hello.digest(), new Formats(1, 2));
		}
		if (message instanceof Message.Gossip gossip) {
			List<Rumor> rumors = new ArrayList<>();
			gossip.rumors().forEach((rumor) -> rumors.add(ofThisBuild(rumor)));
			return new Message.Gossip(rumors);
		}
		return message;
	}

	/** Others' votes are passed on as they came. */
	private Rumor ofThisBuild(Rumor rumor) {
		return (rumor instanceof Rumor.OfVote vote && vote.observer().equals(this.self)) ? new Rumor.OfVote(
				vote.subject(), vote.version(), vote.observer(), vote.evidence(), extended(vote.block())) : rumor;
	}

	private static Bytes extended(Bytes block) {
		byte[] longer = Arrays.copyOf(block.toArray(), block.size() + INVENTED.size());
		System.arraycopy(INVENTED.toArray(), 0, longer, block.size(), INVENTED.size());
		return Bytes.copyOf(longer);
	}

	private static IllegalStateException unreadable(MalformedException ex) {
		return new IllegalStateException("What a later build writes cannot be read", ex);
	}

}
