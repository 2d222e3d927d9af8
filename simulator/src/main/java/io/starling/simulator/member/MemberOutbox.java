package io.starling.simulator.member;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import io.starling.mesh.message.Message;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Notice;
import io.starling.mesh.protocol.Outbox;
import io.starling.simulator.network.Parcel;

import org.jspecify.annotations.Nullable;

/**
 * Does what a protocol asks for. The network only plans here, so nothing comes back
 * before the input that asked has run to its end.
 */
final class MemberOutbox implements Outbox {

	private static final int SLOWEST_LOOKUP = 20_000_000;

	private final SimulatedMember member;

	private final SplittableRandom random;

	private @Nullable Message original;

	private @Nullable Parcel packed;

	MemberOutbox(SimulatedMember member, SplittableRandom random) {
		this.member = member;
		this.random = random;
	}

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
		note("dials", connection.number(), () -> connection + " " + endpoint);
		this.member.port().connect(connection, endpoint);
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		this.member.observer().sends(this.member, message);
		// Mostly the same message leaves on all links.
		if (this.packed == null || message != this.original) {
			this.original = message;
			this.packed = this.member.wire().pack(message);
		}
		this.member.port().send(connection, this.packed);
	}

	@Override
	public void close(ConnectionId connection) {
		note("closes", connection.number(), connection::toString);
		this.member.port().close(connection);
	}

	@Override
	public void resolveSeeds() {
		Duration lookup = Duration.ofNanos(this.random.nextInt(SLOWEST_LOOKUP)).plus(this.member.port().lookupTime());
		this.member.world().timeline().after(lookup, () -> {
			List<Endpoint> seeds = this.member.world().seeds().apply(this.member);
			this.member.seedsResolved(this.member.port().find(seeds));
		});
	}

	@Override
	public void publish(MeshSnapshot snapshot) {
		this.member.publish(snapshot);
	}

	@Override
	public void notify(Notice notice) {
		note("tells", notice.getClass().getSimpleName().hashCode(), notice::toString);
		this.member.observer().notified(this.member, notice);
	}

	@Override
	public void confirmed(long inquiry, Confirmation confirmation) {
		note("is confirmed", inquiry, confirmation::toString);
		this.member.confirmed(inquiry, confirmation);
	}

	private void note(String what, long detail, Supplier<String> words) {
		this.member.world().trace().add(this.member.world().timeline().now(), this.member.host(), what, detail, words);
	}

}
