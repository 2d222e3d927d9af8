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
	private Calls calls;

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

	/** Sets what inputs come from. */
	void use(Transport transport, Calls calls) {
		this.transport = transport;
		this.calls = calls;
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

	/** Gives the protocol an input. */
	void input(String what, Consumer<Protocol> input) {
		try {
			input.accept(this.protocol);
		}
		catch (Throwable ex) {
			this.faults.report(what, ex);
		}
		settleSoon();
	}

	private void tick() {
		this.calls.resume();
		input("a tick", (it) -> it.tick(now()));
	}

	/**
	 * Settles a lone input at once. In a burst, lets the inputs that wait in this turn of
	 * the loop come first.
	 */
	void settleSoon() {
		if (this.settling) {
			return;
		}
		if (!now().isAfter(this.lastSettled.plus(BURST))) {
			try {
				this.loop.execute(this::settle);
				this.settling = true;
				return;
			}
			catch (RuntimeException | Error ex) {
				// No memory, or the loop ends: at once, then.
			}
		}
		settle();
	}

	private void settle() {
		this.settling = false;
		if (this.ended) {
			return;
		}
		Instant now = now();
		this.lastSettled = now;
		Instant due = now.plus(this.retry);
		try {
			due = this.protocol.settle(now);
		}
		catch (Throwable ex) {
			this.faults.report("settling", ex);
			this.answers.unsettled(ex);
		}
		setAlarm(due, now);
		this.faults.guard("sending", this.transport::flush);
		this.faults.guard("answering calls", this.answers::settled);
	}

	private void setAlarm(Instant due, Instant now) {
		try {
			this.alarm.setTo(due, now);
		}
		catch (Throwable ex) {
			this.faults.report("setting the alarm", ex);
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
		Instant now = now();
		this.lastHeard = now;
		input("a received message", (it) -> it.received(now, connection, message));
	}

	@Override
	public void closed(ConnectionId connection, Ending ending) {
		input("the end of a connection", (it) -> it.closed(now(), connection, ending));
	}

}
