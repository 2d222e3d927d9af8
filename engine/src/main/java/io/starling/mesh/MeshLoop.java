package io.starling.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import io.starling.mesh.message.Message;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectFailure;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;
import io.starling.mesh.protocol.Protocol;
import io.starling.mesh.transport.Transport;
import io.starling.mesh.transport.TransportEvents;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a member's protocol with what happens, and settles it. An input that fails costs
 * that input: whatever happens, the alarm is set again and the loop goes on. Everything
 * but what is said to be for any thread belongs to the loop's.
 */
final class MeshLoop implements TransportEvents {

	/** Inputs that follow each other so closely belong to one burst. */
	private static final Duration BURST = Duration.ofMillis(1);

	private final EventLoop loop;

	private final MonotonicClock clock;

	private final Faults faults;

	private final Answers answers;

	/** When to try again where the protocol could not say when it wants to be called. */
	private final Duration retry;

	private final Alarm alarm;

	// Set while nobody can have called or connected yet.
	@SuppressWarnings("NullAway.Init")
	private Transport transport;

	@SuppressWarnings("NullAway.Init")
	private Runnable resume;

	@SuppressWarnings("NullAway.Init")
	private Protocol protocol;

	private boolean settling;

	private Instant lastSettled = Instant.MIN;

	private boolean ended;

	private volatile @Nullable Instant lastHeard;

	private volatile String lastFailure = "";

	MeshLoop(EventLoop loop, MonotonicClock clock, Faults faults, Answers answers, Duration retry) {
		this.loop = loop;
		this.clock = clock;
		this.faults = faults;
		this.answers = answers;
		this.retry = retry;
		this.alarm = new Alarm(loop, this::tick);
	}

	/**
	 * Sets what inputs come from.
	 * @param resume goes on with what could not be done before, with each tick
	 */
	void use(Transport transport, Runnable resume) {
		this.transport = transport;
		this.resume = resume;
	}

	/** Sets whom the inputs go to, and starts it. */
	void begin(Protocol protocol) {
		this.protocol = protocol;
		this.alarm.start();
		input("the start", (it) -> it.start(now()));
	}

	/** Nothing is settled any more, and the alarm does not ring. */
	void end() {
		this.ended = true;
		this.alarm.cancel();
	}

	/** What time it is; for any thread. */
	Instant now() {
		return this.clock.instant();
	}

	/** Whom the inputs go to, for what has an answer; settle afterwards. */
	Protocol protocol() {
		return this.protocol;
	}

	/** Gives the protocol an input; does not throw. */
	void input(String what, Consumer<Protocol> input) {
		try {
			input.accept(this.protocol);
		}
		catch (Throwable ex) {
			this.faults.report(what, ex);
		}
		settleSoon();
	}

	// Where memory is short, even to make a lambda fails: what must not throw makes none
	// outside a try.
	private void tick() {
		try {
			this.resume.run();
			this.protocol.tick(now());
		}
		catch (Throwable ex) {
			this.faults.report("a tick", ex);
		}
		settleSoon();
	}

	/**
	 * Settles a lone input at once. In a burst, lets the inputs that wait in this turn of
	 * the loop come first. Does not throw.
	 */
	void settleSoon() {
		if (this.settling) {
			return;
		}
		try {
			if (!now().isAfter(this.lastSettled.plus(BURST))) {
				this.loop.execute(this::settle);
				this.settling = true;
				return;
			}
		}
		catch (Throwable ex) {
			// No memory, or the loop ends: at once, then.
		}
		settle();
	}

	private void settle() {
		this.settling = false;
		if (this.ended) {
			return;
		}
		boolean settled = false;
		try {
			Instant now = now();
			this.lastSettled = now;
			Instant due = settle(now);
			settled = true;
			this.alarm.setTo(due, now);
		}
		catch (Throwable ex) {
			this.faults.report("setting the alarm", ex);
		}
		try {
			this.transport.flush();
		}
		catch (Throwable ex) {
			this.faults.report("sending", ex);
		}
		try {
			// Whoever waits for what could not even be tried waits for the next time.
			if (settled) {
				this.answers.settled();
			}
		}
		catch (Throwable ex) {
			this.faults.report("answering calls", ex);
		}
	}

	/** Settles the protocol, and says when it wants to be called again. */
	private Instant settle(Instant now) {
		try {
			return this.protocol.settle(now);
		}
		catch (Throwable ex) {
			this.faults.report("settling", ex);
			this.faults.guard("answering calls", () -> this.answers.unsettled(ex));
			return now.plus(this.retry);
		}
	}

	/** How long ago anything was heard from another member; for any thread. */
	@Nullable Duration sinceLastHeard() {
		Instant heard = this.lastHeard;
		return (heard != null) ? Duration.between(heard, now()) : null;
	}

	/** The last attempt to connect that failed, in words; for any thread. */
	String lastFailure() {
		return this.lastFailure;
	}

	void seedsResolved(List<Endpoint> found) {
		input("the seeds' addresses", (it) -> it.seedsResolved(now(), found));
	}

	void recall(List<Endpoint> peers) {
		input("the members known last", (it) -> it.recall(now(), peers));
	}

	@Override
	public void accepted(ConnectionId connection) {
		try {
			this.protocol.accepted(now(), connection);
		}
		catch (Throwable ex) {
			this.faults.report("an accepted connection", ex);
			// The protocol may not know it, and then nobody would ever close it.
			this.faults.guard("closing a connection", () -> this.transport.close(connection));
		}
		settleSoon();
	}

	@Override
	public void lookingUp(ConnectionId connection) {
		input("the look-up of a name", (it) -> it.looksUp(now(), connection, true));
	}

	@Override
	public void dialling(ConnectionId connection) {
		input("a name that was found", (it) -> it.looksUp(now(), connection, false));
	}

	@Override
	public void connected(ConnectionId connection) {
		input("a connection", (it) -> it.connected(now(), connection));
	}

	@Override
	public void connectFailed(ConnectionId connection, ConnectFailure failure, String detail) {
		this.lastFailure = detail;
		input("a failed connection", (it) -> it.connectFailed(now(), connection, failure));
	}

	@Override
	public void received(ConnectionId connection, Message message) {
		try {
			Instant now = now();
			this.lastHeard = now;
			this.protocol.received(now, connection, message);
		}
		catch (Throwable ex) {
			this.faults.report("a received message", ex);
		}
		settleSoon();
	}

	@Override
	public void closed(ConnectionId connection, Ending ending) {
		input("the end of a connection", (it) -> it.closed(now(), connection, ending));
	}

}
