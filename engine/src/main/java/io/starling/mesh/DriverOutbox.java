package io.starling.mesh;

import java.util.List;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Notice;
import io.starling.mesh.protocol.Outbox;
import io.starling.mesh.transport.SeedResolver;
import io.starling.mesh.transport.Transport;
import io.starling.mesh.transport.TransportEvents;
import org.jspecify.annotations.Nullable;

/**
 * What a member's protocol asks of the world, done. Nothing that fails here comes back to
 * the protocol as an exception, which would cost it whatever it was about to do next;
 * what it waits for comes in any case. Belongs to the loop's thread.
 */
final class DriverOutbox implements Outbox {

	private final EventLoop loop;

	private final Faults faults;

	private final Answers answers;

	private final OperatorLog log;

	private final List<Endpoint> seeds;

	private final SeedResolver resolver;

	private final Consumer<List<Endpoint>> resolved;

	// The transport needs who counts, and that needs the outbox: set at once.
	@SuppressWarnings("NullAway.Init")
	private Transport transport;

	@SuppressWarnings("NullAway.Init")
	private TransportEvents events;

	private @Nullable Runnable published;

	/** Whether there is a snapshot that not all were told of. */
	private boolean untold;

	@SuppressWarnings("NullAway.Init")
	private volatile MeshSnapshot snapshot;

	/**
	 * Creates it.
	 * @param resolved takes the addresses of the seeds, on the loop
	 */
	DriverOutbox(EventLoop loop, Faults faults, Answers answers, OperatorLog log, List<Endpoint> seeds,
			SeedResolver resolver, Consumer<List<Endpoint>> resolved) {
		this.loop = loop;
		this.faults = faults;
		this.answers = answers;
		this.log = log;
		this.seeds = seeds;
		this.resolver = resolver;
		this.resolved = resolved;
	}

	/** Sets where messages go, and who hears of dials that could not even begin. */
	void use(Transport transport, TransportEvents events) {
		this.transport = transport;
		this.events = events;
	}

	/** Shows the first snapshot, and says who is told of those that follow. */
	void begin(MeshSnapshot first, Runnable published) {
		this.snapshot = first;
		this.published = published;
	}

	/** The newest snapshot; for any thread. */
	MeshSnapshot snapshot() {
		return this.snapshot;
	}

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
		if (!this.faults.guard("connecting to another member", () -> this.transport.connect(connection, endpoint))) {
			later(() -> this.events.connectFailed(connection, ConnectFailure.NOT_TRIED,
					"a failure of this member itself, see its log"));
		}
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		this.faults.guard("sending a message", () -> this.transport.send(connection, message));
	}

	@Override
	public void close(ConnectionId connection) {
		this.faults.guard("closing a connection", () -> this.transport.close(connection));
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // what it fails with is dealt with
	public void resolveSeeds() {
		boolean begun = this.faults.guard("looking the seeds up",
				() -> this.resolver.resolve(this.seeds).exceptionally((ex) -> {
					this.faults.report("looking the seeds up", ex);
					return List.of();
				}).thenAccept((found) -> later(() -> this.resolved.accept(found))));
		if (!begun) {
			later(() -> this.resolved.accept(List.of()));
		}
	}

	private void later(Runnable action) {
		this.faults.guard("telling what came of it", () -> this.loop.execute(action));
	}

	@Override
	public void publish(MeshSnapshot snapshot) {
		this.snapshot = snapshot;
		this.untold = true;
		resume();
	}

	/** Tells of the newest snapshot, if not all were told. */
	void resume() {
		Runnable told = this.published;
		if (this.untold && told != null) {
			this.untold = !this.faults.guard("telling of a change", told);
		}
	}

	@Override
	public void notify(Notice notice) {
		this.faults.guard("writing a line of the log", () -> this.log.notice(notice));
	}

	@Override
	public void confirmed(long inquiry, Confirmation confirmation) {
		this.faults.guard("answering a call", () -> this.answers.confirmed(inquiry, confirmation));
	}

}
