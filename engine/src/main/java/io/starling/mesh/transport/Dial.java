package io.starling.mesh.transport;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectFailure;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Opens one connection: looks the name up, and tries its addresses in turn until one
 * answers.
 */
final class Dial {

	/** The most addresses of one name that are tried, so that the whole is bounded. */
	static final int MAX_ADDRESSES = 8;

	/**
	 * Where a name led last is dialled if it is not found within this time: a name
	 * service that does not answer is to hide nobody.
	 */
	static final Duration FRESH = Duration.ofMillis(200);

	/** A connection that fails sooner was answered by somebody. */
	static final Duration PROMPT = Duration.ofMillis(900);

	private final Endpoint endpoint;

	private final Bootstrap bootstrap;

	private final EventLoop loop;

	private final Outcome outcome;

	private final Deque<InetAddress> untried = new ArrayDeque<>();

	/** When the present attempt began, by the clock that nobody sets. */
	private long begun;

	private boolean tried;

	private boolean refused = true;

	private boolean cancelled;

	private @Nullable Channel attempt;

	Dial(Endpoint endpoint, Bootstrap bootstrap, EventLoop loop, Outcome outcome) {
		this.endpoint = endpoint;
		this.bootstrap = bootstrap;
		this.loop = loop;
		this.outcome = outcome;
	}

	/** Begins later in this turn: no outcome ever comes from within this call. */
	void start(NameLookup names) {
		this.loop.execute(() -> {
			if (this.cancelled) {
				return;
			}
			Future<List<InetAddress>> lookup = names.lookup(this.endpoint.host(), this.loop, FRESH);
			if (lookup.isDone()) {
				found(lookup);
			}
			else {
				lookup.addListener((done) -> foundAtLast(lookup));
				this.outcome.lookingUp();
			}
		});
	}

	/** Gives up; no outcome follows. */
	void cancel() {
		this.cancelled = true;
		if (this.attempt != null) {
			Sockets.close(this.attempt);
		}
	}

	private void foundAtLast(Future<List<InetAddress>> lookup) {
		if (!this.cancelled && lookup.isSuccess()) {
			this.outcome.dialling();
		}
		found(lookup);
	}

	private void found(Future<List<InetAddress>> lookup) {
		if (this.cancelled) {
			return;
		}
		if (!lookup.isSuccess()) {
			boolean answered = lookup.cause() instanceof NoSuchHostException;
			this.outcome.failed(answered ? ConnectFailure.UNKNOWN_HOST : ConnectFailure.UNRESOLVED,
					String.valueOf(lookup.cause().getMessage()));
			return;
		}
		lookup.getNow().stream().limit(MAX_ADDRESSES).forEach(this.untried::add);
		tryNext("");
	}

	private void tryNext(String lastFailure) {
		InetAddress address = this.untried.poll();
		if (address == null) {
			this.outcome.failed(!this.tried ? ConnectFailure.NOT_TRIED
					: this.refused ? ConnectFailure.REFUSED : ConnectFailure.UNREACHABLE, lastFailure);
			return;
		}
		try {
			this.begun = System.nanoTime();
			ChannelFuture connect = this.bootstrap.connect(new InetSocketAddress(address, this.endpoint.port()));
			this.attempt = connect.channel();
			connect.addListener((done) -> onLoop(() -> attempted(connect)));
		}
		catch (RuntimeException | Error ex) { // no memory, for example
			this.outcome.failed(ConnectFailure.NOT_TRIED, ex.toString());
		}
	}

	/** A channel that could not even be made reports from a thread of Netty's own. */
	private void onLoop(Runnable action) {
		if (this.loop.inEventLoop()) {
			action.run();
		}
		else {
			this.loop.execute(action);
		}
	}

	private void attempted(ChannelFuture connect) {
		if (this.cancelled) {
			Sockets.close(connect.channel());
			return;
		}
		Throwable failure = connect.cause();
		if (failure != null) {
			this.tried |= !isOwnFault(failure);
			this.refused &= isRefusal(failure, Duration.ofNanos(System.nanoTime() - this.begun));
			tryNext(String.valueOf(failure.getMessage()));
		}
		else if (isConnectedToItself(connect.channel())) {
			Sockets.close(connect.channel());
			this.tried = true;
			tryNext("nobody listens at " + this.endpoint);
		}
		else {
			this.outcome.connected((SocketChannel) connect.channel());
		}
	}

	/**
	 * Tells a refusal from everything else. The JDK throws a plain
	 * {@link ConnectException} for a refusal and for the kernel's own timeout, which
	 * comes after minutes, or, where {@code net.ipv4.tcp_syn_retries} is 1 or 2, after 3
	 * or 7 s. The message tells them apart, but in the system's language; where it says
	 * nothing that is known here, the time does, as the first of the kernel's repetitions
	 * comes after 1 s.
	 */
	static boolean isRefusal(Throwable failure, Duration after) {
		return failure instanceof ConnectException && !(failure instanceof ConnectTimeoutException)
				&& (after.compareTo(PROMPT) < 0 || String.valueOf(failure.getMessage()).contains("refused"));
	}

	/**
	 * Netty says with an exception of its own that it could not open a socket, which is
	 * so when no file descriptor is left; the JDK says with this one that no port is.
	 */
	private static boolean isOwnFault(Throwable failure) {
		return failure instanceof ChannelException || failure instanceof BindException;
	}

	/**
	 * On the loopback, the kernel may choose the very port that is dialled as the near
	 * end; if nobody listens there, TCP's simultaneous open connects the socket to
	 * itself.
	 */
	private static boolean isConnectedToItself(Channel channel) {
		return channel.localAddress() != null && channel.localAddress().equals(channel.remoteAddress());
	}

	/** What comes of a dial: one of the last two, once, on the loop. */
	interface Outcome {

		/** The host's name is being looked up, which takes time. */
		void lookingUp();

		/** The name that was being looked up has been found. */
		void dialling();

		/** The channel has not read anything yet. */
		void connected(SocketChannel channel);

		void failed(ConnectFailure failure, String detail);

	}

}
