package io.starling.mesh;

import java.time.Instant;
import java.util.SplittableRandom;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Notice;
import io.starling.mesh.protocol.Outbox;
import io.starling.mesh.protocol.Protocol;
import io.starling.mesh.protocol.Settings;
import io.starling.mesh.wire.MessageCodec;

/**
 * Loads what the first member of a process needs, by using it once: threads, sockets and
 * buffers, which nobody is given, and a protocol whose messages go nowhere.
 */
final class Preparation {

	private Preparation() {
	}

	static void run() {
		MeshThreads threads = MeshThreads.create(1);
		try {
			threads.next().submit(Preparation::useSockets).awaitUninterruptibly();
			playAlone();
		}
		finally {
			threads.close();
		}
	}

	private static void useSockets() {
		UnpooledByteBufAllocator.DEFAULT.ioBuffer(1).release();
		new NioServerSocketChannel().unsafe().closeForcibly();
	}

	private static void playAlone() {
		Member self = new Member(new MemberId(1, 1), 1, new Endpoint("127.0.0.1", 1), "", false);
		Instant now = Instant.EPOCH;
		Protocol protocol = new Protocol("preparation", self, Settings.defaults(), new SplittableRandom(1),
				new Nowhere(), now);
		protocol.start(now);
		protocol.rows().put(now, "services", "", Columns.EMPTY.with("service", "preparation").encode());
		protocol.settle(now);
		MessageCodec.encode(new Message.Hello("preparation", self, true, protocol.snapshot().digest()));
		protocol.leave(now);
	}

	/** Does nothing that it is asked for. */
	private static final class Nowhere implements Outbox {

		@Override
		public void connect(ConnectionId connection, Endpoint endpoint) {
		}

		@Override
		public void send(ConnectionId connection, Message message) {
		}

		@Override
		public void close(ConnectionId connection) {
		}

		@Override
		public void resolveSeeds() {
		}

		@Override
		public void publish(MeshSnapshot snapshot) {
		}

		@Override
		public void notify(Notice notice) {
		}

		@Override
		public void confirmed(long inquiry, Confirmation confirmation) {
		}

	}

}
