package io.starling.mesh;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import io.netty.channel.EventLoop;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;
import io.starling.mesh.protocol.Notice;
import io.starling.mesh.protocol.Outbox;
import io.starling.mesh.protocol.Protocol;
import io.starling.mesh.transport.SeedResolver;
import io.starling.mesh.transport.Transport;
import io.starling.mesh.transport.TransportEvents;
import io.starling.mesh.transport.TransportFactory;
import org.jspecify.annotations.Nullable;

/**
 * Drives one member's protocol on an event loop: turns sockets, timers and calls from
 * outside into its inputs, and its outputs into sockets and a published snapshot.
 * Everything but the volatile fields belongs to the loop's thread.
 */
final class MeshDriver implements Outbox, TransportEvents {

	/** Inputs that follow each other so closely belong to one burst. */
	private static final Duration BURST = Duration.ofMillis(1);

	private final MeshSettings settings;

	private final MeshThreads threads;

	private final EventLoop loop;

	private final MonotonicClock clock = new MonotonicClock();

	private final Tally tally = new Tally(this, this);

	private final Transport transport;

	private final SeedResolver resolver;

	private final Listeners listeners = new Listeners(this::snapshot);

	private final OperatorLog log;

	// What a member says of itself contains its port: these are set once that is known,
	// before anybody else sees the driver or any event arrives.
	@SuppressWarnings("NullAway.Init")
	private Protocol protocol;

	@SuppressWarnings("NullAway.Init")
	private volatile MeshSnapshot snapshot;

	@SuppressWarnings("NullAway.Init")
	private KnownPeers peers;

	private boolean settling;

	private Instant lastSettled = Instant.MIN;

	private boolean goodbye;

	private final Answers answers = new Answers();

	private final Alarm alarm;

	private volatile @Nullable Instant lastHeard;

	private volatile String lastFailure = "";

	private volatile @Nullable CompletableFuture<Void> leaving;

	private MeshDriver(MeshSettings settings, MeshThreads threads, TransportFactory transports) {
		this.settings = settings;
		this.threads = threads;
		this.loop = threads.next();
		this.log = new OperatorLog(settings.name());
		this.alarm = new Alarm(this.loop, this::tick);
		this.transport = transports.create(this.loop, this.tally);
		this.resolver = new SeedResolver(this.loop, threads.names());
	}

	/**
	 * Listens on a port, then begins.
	 * @param settings how to take part
	 * @param threads where to live
	 * @param transports makes the connections
	 * @return the running driver; fails with what {@link Transport#bind} fails with
	 */
	static CompletableFuture<MeshDriver> start(MeshSettings settings, MeshThreads threads,
			TransportFactory transports) {
		MeshDriver driver = new MeshDriver(settings, threads, transports);
		return CompletableFuture.completedFuture(driver)
			.thenComposeAsync(MeshDriver::listen, driver.loop)
			.thenApplyAsync((address) -> {
				driver.begin(address);
				return driver;
			}, driver.loop);
	}

	private CompletableFuture<InetSocketAddress> listen() {
		return this.transport.bind(this.settings.bindAddress(), this.settings.firstPort(), this.settings.lastPort());
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it never fails
	private void begin(InetSocketAddress address) {
		Instant now = this.clock.instant();
		Member self = SelfRecord.of(this.settings, address);
		this.protocol = new Protocol(this.settings.name(), self, this.settings.protocol(), new SecureRandom(),
				this.tally, now);
		this.snapshot = this.protocol.snapshot();
		this.log.started(self, this.settings);
		this.peers = KnownPeers.of(this.settings, address.getPort(), this.threads.files(), this::snapshot, this.log);
		this.protocol.start(now);
		settleSoon();
		this.peers.read().thenAcceptAsync((found) -> {
			this.protocol.recall(this.clock.instant(), found);
			settleSoon();
		}, this.loop);
	}

	/**
	 * Settles a lone input at once. In a burst, lets the inputs that wait in this turn of
	 * the loop come first.
	 */
	private void settleSoon() {
		if (this.settling) {
			return;
		}
		if (this.clock.instant().isAfter(this.lastSettled.plus(BURST))) {
			settle();
		}
		else {
			this.settling = true;
			this.loop.execute(this::settle);
		}
	}

	private void settle() {
		this.settling = false;
		if (this.goodbye) {
			return;
		}
		Instant now = this.clock.instant();
		this.lastSettled = now;
		this.alarm.setTo(this.protocol.settle(now), now);
		this.transport.flush();
		this.answers.settled();
	}

	private void tick() {
		this.protocol.tick(this.clock.instant());
		settleSoon();
	}

	MeshSettings settings() {
		return this.settings;
	}

	MeshSnapshot snapshot() {
		return this.snapshot;
	}

	Listeners listeners() {
		return this.listeners;
	}

	/** How long ago anything was heard from another member; null if nothing ever was. */
	@Nullable Duration sinceLastHeard() {
		Instant heard = this.lastHeard;
		return (heard != null) ? Duration.between(heard, this.clock.instant()) : null;
	}

	/** The last attempt to connect that failed, in words; empty if none has. */
	String lastFailure() {
		return this.lastFailure;
	}

	/** How often something has happened since the start; for any thread. */
	long count(Activity what) {
		return this.tally.count(what, this.transport);
	}

	/** Runs an input on the loop; the result is there once readers see what it did. */
	<T> CompletableFuture<T> call(ProtocolInput<T> input) {
		return ask((protocol, now) -> this.answers.whenSettled(input.apply(protocol, now)));
	}

	CompletableFuture<Confirmation> confirm(String table, String key, Duration within) {
		return ask((protocol, now) -> this.answers.whenConfirmed(protocol.rows().confirm(now, table, key, within)));
	}

	/** Runs an input on the loop whose result comes by and by. */
	private <T> CompletableFuture<T> ask(ProtocolInput<CompletableFuture<T>> input) {
		if (hasLeft()) {
			return CompletableFuture.failedFuture(new IllegalStateException("This member has left the mesh"));
		}
		return CompletableFuture.completedFuture(this.protocol).thenComposeAsync((protocol) -> {
			CompletableFuture<T> result = input.apply(protocol, this.clock.instant());
			settleSoon();
			return result;
		}, this.loop);
	}

	boolean hasLeft() {
		return this.leaving != null;
	}

	/** Says goodbye, then closes connections and port; the first call counts. */
	synchronized CompletableFuture<Void> leave() {
		CompletableFuture<Void> result = this.leaving;
		if (result == null) {
			result = CompletableFuture.completedFuture(this).thenComposeAsync(MeshDriver::sayGoodbye, this.loop);
			this.leaving = result;
		}
		return result;
	}

	private CompletableFuture<Void> sayGoodbye() {
		this.protocol.leave(this.clock.instant());
		this.answers.settled();
		this.goodbye = true;
		this.alarm.cancel();
		this.log.left();
		this.listeners.close();
		return CompletableFuture.allOf(this.transport.close(), this.peers.close());
	}

	@Override
	public void connect(ConnectionId connection, Endpoint endpoint) {
		this.transport.connect(connection, endpoint);
	}

	@Override
	public void send(ConnectionId connection, Message message) {
		this.transport.send(connection, message);
	}

	@Override
	public void close(ConnectionId connection) {
		this.transport.close(connection);
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // it never fails
	public void resolveSeeds() {
		this.resolver.resolve(this.settings.seeds()).thenAccept((found) -> this.loop.execute(() -> {
			this.protocol.seedsResolved(this.clock.instant(), found);
			settleSoon();
		}));
	}

	@Override
	public void publish(MeshSnapshot snapshot) {
		this.snapshot = snapshot;
		this.listeners.changed();
		this.peers.changed();
	}

	@Override
	public void notify(Notice notice) {
		this.log.notice(notice);
	}

	@Override
	public void confirmed(long inquiry, Confirmation confirmation) {
		this.answers.confirmed(inquiry, confirmation);
	}

	@Override
	public void accepted(ConnectionId connection) {
		this.protocol.accepted(this.clock.instant(), connection);
		settleSoon();
	}

	@Override
	public void connected(ConnectionId connection) {
		this.protocol.connected(this.clock.instant(), connection);
		settleSoon();
	}

	@Override
	public void connectFailed(ConnectionId connection, ConnectFailure failure, String detail) {
		this.lastFailure = detail;
		this.protocol.connectFailed(this.clock.instant(), connection, failure);
		settleSoon();
	}

	@Override
	public void received(ConnectionId connection, Message message) {
		Instant now = this.clock.instant();
		this.lastHeard = now;
		this.protocol.received(now, connection, message);
		settleSoon();
	}

	@Override
	public void closed(ConnectionId connection, Ending ending) {
		this.protocol.closed(this.clock.instant(), connection, ending);
		settleSoon();
	}

}
