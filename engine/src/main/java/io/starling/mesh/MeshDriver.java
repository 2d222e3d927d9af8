package io.starling.mesh;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.starling.mesh.MeshStatus.Condition;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.Protocol;
import io.starling.mesh.transport.SeedResolver;
import io.starling.mesh.transport.Transport;
import io.starling.mesh.transport.TransportFactory;
import org.jspecify.annotations.Nullable;

/**
 * One member's life: its start, the calls from outside, its leaving. {@link MeshLoop}
 * feeds the protocol, {@link DriverOutbox} does what it asks for. What is not said to be
 * the loop's is safe on any thread.
 */
final class MeshDriver {

	/** A transport that does not close does not keep a member from leaving. */
	private static final Duration LAST_CLOSE = Duration.ofSeconds(5);

	/** A neighbour without a link for so long cannot be reached. */
	private static final Duration UNREACHABLE = Duration.ofSeconds(30);

	private final MeshSettings settings;

	private final MeshThreads threads;

	private final EventLoop loop;

	private final Tally tally;

	private final Faults faults;

	private final Completions completions;

	private final Answers answers;

	private final Calls calls;

	private final OperatorLog log;

	private final MeshLoop inputs;

	private final DriverOutbox outbox;

	private final Transport transport;

	private final Listeners listeners;

	private final LoopEnd loopEnd;

	private final UnlinkedNeighbours unlinked = new UnlinkedNeighbours();

	// Known once the port is; before that nobody else sees the driver.
	@SuppressWarnings("NullAway.Init")
	private KnownPeers peers;

	private volatile @Nullable CompletableFuture<Void> leaving;

	private MeshDriver(MeshSettings settings, MeshThreads threads, TransportFactory transports) {
		this.settings = settings;
		this.threads = threads;
		// Whoever is asleep for half of the retention is away.
		threads.clock().noticeFrom(settings.protocol().retention().dividedBy(4));
		this.loop = threads.next();
		this.loopEnd = new LoopEnd(this.loop, this::loopEnded);
		this.faults = new Faults(settings.name(), threads.clock(), (times) -> countFaults(times));
		this.completions = new Completions(threads.callbacks(), this.loop);
		this.answers = new Answers(this.completions);
		this.log = new OperatorLog(settings.name(), this.loop);
		this.inputs = new MeshLoop(this.loop, threads.clock(), this.faults, this.answers, settings.protocol().tick());
		this.calls = new Calls(this.loop, this.inputs::settleSoon);
		this.outbox = new DriverOutbox(this.loop, this.faults, this.answers, this.log, settings.seeds(),
				new SeedResolver(this.loop, threads.names()), this.inputs::seedsResolved);
		this.listeners = new Listeners(this.outbox::snapshot, threads.callbacks());
		this.tally = new Tally(this.outbox, this.inputs);
		this.transport = transports.create(this.loop, this.tally);
		this.outbox.use(this.transport, this.tally);
		this.inputs.use(this.transport, this::resume);
	}

	/** Goes on with what could not be done before, for want of memory. */
	private void resume() {
		this.calls.resume();
		this.completions.resume();
		this.outbox.resume();
	}

	private void countFaults(long times) {
		this.tally.count(Activity.FAULTS, times);
	}

	/**
	 * Listens on a port, then begins.
	 * @param settings how to take part
	 * @param threads where to live
	 * @param transports makes the connections
	 * @return the running driver; fails with what {@link Transport#bind} fails with, and
	 * then nothing is left behind
	 */
	static CompletableFuture<MeshDriver> start(MeshSettings settings, MeshThreads threads,
			TransportFactory transports) {
		MeshDriver driver = new MeshDriver(settings, threads, transports);
		return CompletableFuture.completedFuture(driver)
			.thenComposeAsync(MeshDriver::listen, driver.loop)
			.thenApplyAsync(driver::begin, driver.loop)
			.exceptionallyComposeAsync(driver::undo, driver.loop);
	}

	private CompletableFuture<InetSocketAddress> listen() {
		return this.transport.bind(this.settings.bindAddress(), this.settings.firstPort(), this.settings.lastPort());
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it never fails
	private MeshDriver begin(InetSocketAddress address) {
		Member self = SelfRecord.of(this.settings, address);
		Protocol protocol = new Protocol(this.settings.name(), self, this.settings.protocol(), new SecureRandom(),
				this.tally, this.inputs.now());
		this.log.started(self, this.settings);
		this.peers = KnownPeers.of(this.settings, address.getPort(), this.threads.files(), this.outbox::snapshot,
				this.log);
		this.outbox.begin(protocol.snapshot(), () -> {
			this.unlinked.follow(this.outbox.snapshot(), this.inputs.now());
			this.listeners.changed();
			this.peers.changed();
		});
		this.loopEnd.watch();
		this.inputs.begin(protocol);
		this.faults.guard("reading the members known last",
				() -> this.peers.read().thenAcceptAsync(this.inputs::recall, this.loop));
		return this;
	}

	/** The start has failed: closes what is open, then fails. */
	private CompletableFuture<MeshDriver> undo(Throwable failure) {
		this.inputs.end();
		this.loopEnd.ignore();
		return closeTransport().thenCompose((closed) -> CompletableFuture.failedFuture(failure));
	}

	/**
	 * Closes all connections and the port, on the loop; never fails, and takes a bounded
	 * time.
	 */
	private CompletableFuture<Void> closeTransport() {
		try {
			return this.transport.close()
				.<Void>handle((closed, ex) -> null)
				.completeOnTimeout(null, LAST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RuntimeException | Error ex) {
			this.faults.report("closing the transport", ex);
			return CompletableFuture.completedFuture(null);
		}
	}

	MeshSettings settings() {
		return this.settings;
	}

	MeshSnapshot snapshot() {
		return this.outbox.snapshot();
	}

	Listeners listeners() {
		return this.listeners;
	}

	/** How long ago anything was heard from another member; null if nothing ever was. */
	@Nullable Duration sinceLastHeard() {
		return this.inputs.sinceLastHeard();
	}

	/** How the member's connection to the mesh is; for any thread. */
	MeshStatus status() {
		if (hasLeft()) {
			return new MeshStatus(Condition.LEFT, "this member has left the mesh", 0, sinceLastHeard());
		}
		if (this.loopEnd.isReached()) {
			return new MeshStatus(Condition.LEFT,
					"the thread that this member lived on has ended, so it takes part in the mesh no more; "
							+ "what it shows is what it knew then",
					0, sinceLastHeard());
		}
		int unreachable = this.unlinked.forLongerThan(UNREACHABLE, this.threads.clock().instant());
		return new Standing(this.settings, this.outbox.snapshot(), unreachable, this.inputs.lastFailure(),
				sinceLastHeard())
			.status();
	}

	/** How often something has happened since the start. */
	long count(Activity what) {
		return this.tally.count(what, this.transport);
	}

	/** Tells whether the caller is on the loop, where nobody may wait for it. */
	boolean isOnLoop() {
		return this.loop.inEventLoop();
	}

	/** Runs an input on the loop; the result is there once readers see what it did. */
	<T> CompletableFuture<T> call(ProtocolInput<T> input) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		return ask(answer,
				() -> this.answers.whenSettled(answer, input.apply(this.inputs.protocol(), this.inputs.now())));
	}

	/** Asks the mesh; the result is there when it has answered. */
	CompletableFuture<Confirmation> confirm(String table, String key, Duration within) {
		CompletableFuture<Confirmation> answer = new CompletableFuture<>();
		return ask(answer, () -> {
			long inquiry = this.inputs.protocol().rows().confirm(this.inputs.now(), table, key, within);
			this.answers.whenConfirmed(answer, inquiry);
		});
	}

	private <T> CompletableFuture<T> ask(CompletableFuture<T> answer, Runnable question) {
		IllegalStateException refused = (hasLeft() || this.loopEnd.isReached()) ? Calls.left()
				: this.calls.add(new Calls.Asking<>(answer, question, this.answers));
		return (refused != null) ? CompletableFuture.failedFuture(refused) : answer;
	}

	boolean hasLeft() {
		return this.leaving != null;
	}

	/**
	 * Says goodbye after the calls that came before, then closes connections and port;
	 * the first call counts.
	 */
	synchronized CompletableFuture<Void> leave() {
		CompletableFuture<Void> result = this.leaving;
		if (result == null) {
			result = new CompletableFuture<>();
			this.leaving = result;
			this.calls.put(new Leaving(result));
			var unused = this.loopEnd.isReached();
		}
		return result;
	}

	/** On the loop. */
	private CompletableFuture<Void> sayGoodbye() {
		this.faults.guard("leaving", () -> this.inputs.protocol().leave(this.inputs.now()));
		this.inputs.end();
		this.listeners.close();
		endCalls();
		this.loopEnd.ignore();
		return CompletableFuture.allOf(closeTransport(), this.peers.close(), this.log.left());
	}

	/**
	 * The loop has ended before this member has left: by an error that it could not
	 * survive, or because whoever owns it has closed it. Nobody is left waiting, or
	 * believing that it lives.
	 */
	private void loopEnded() {
		if (!hasLeft()) {
			this.faults.guard("writing a line of the log", this.log::threadEnded);
		}
		this.faults.guard("closing the transport", this.transport::loopEnded);
		endCalls();
	}

	/**
	 * Whoever still waits for an answer gets one. On the loop, or when that has come to
	 * its end.
	 */
	private void endCalls() {
		this.faults.guard("answering calls", this.calls::close);
		this.faults.guard("answering calls", this.answers::close);
		this.completions.close();
	}

	/** The last call. */
	private final class Leaving implements Calls.Call {

		private final CompletableFuture<Void> left;

		Leaving(CompletableFuture<Void> left) {
			this.left = left;
		}

		@Override
		public void make() {
			try {
				var unused = sayGoodbye().whenComplete((closed, ex) -> done());
			}
			catch (Throwable ex) {
				MeshDriver.this.faults.report("leaving", ex);
				done();
			}
		}

		/** The loop has ended, and all connections with it. */
		@Override
		public void refuse(IllegalStateException why) {
			done();
		}

		private void done() {
			MeshDriver.this.completions.add(() -> this.left.complete(null));
		}

	}

}
