package io.starling.mesh.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Looks host names up by the system's resolver, which may block for many seconds and
 * therefore never runs on an event loop. A few daemon threads do it, which end when they
 * are idle; how long a lookup may take and how many may wait is bounded. A name that is
 * not found any more leads where it led last, so that an outage of the name service hides
 * nobody, and a host that is gone together with its name is still seen to be gone.
 * Address literals need no lookup and no thread. Safe on any thread; one serves any
 * number of transports.
 *
 * <p>
 * The JVM's own cache stands in front of the resolver: by default a name that was found
 * is good for 30 s, one that was not for 10 s ({@code networkaddress.cache.ttl} and
 * {@code networkaddress.cache.negative.ttl}).
 */
public final class NameLookup implements AutoCloseable {

	private static final int THREADS = 4;

	private static final int MAX_WAITING = 256;

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	/** So many names are remembered with what they led to last. */
	private static final int MAX_REMEMBERED = 1024;

	private final Resolver resolver;

	private final Duration timeout;

	private final ThreadPoolExecutor threads;

	/** Guards all that follows. */
	private final Object lock = new Object();

	/** The name that was found the longest ago goes first. */
	private final Map<String, List<InetAddress>> lastFound = new LinkedHashMap<>();

	private final MissingNames missing = new MissingNames();

	/** By name that is being looked up: who waits for it. */
	private final Map<String, Set<Asking>> underWay = new HashMap<>();

	/**
	 * Creates a lookup with at most four threads, 256 waiting names and 5 s for each.
	 */
	public NameLookup() {
		this(InetAddress::getAllByName, THREADS, MAX_WAITING, TIMEOUT);
	}

	NameLookup(Resolver resolver, int threads, int maxWaiting, Duration timeout) {
		this.resolver = resolver;
		this.timeout = timeout;
		ThreadFactory factory = new DefaultThreadFactory("starling-lookup", true);
		this.threads = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(maxWaiting), factory);
		this.threads.allowCoreThreadTimeOut(true);
	}

	/**
	 * Looks up all addresses of a host.
	 * @param host a name or address literal
	 * @param loop where the result is delivered
	 * @return what {@link #lookup(String, EventLoop, Duration)} does that waits as long
	 * as a lookup may take
	 */
	Future<List<InetAddress>> lookup(String host, EventLoop loop) {
		return lookup(host, loop, this.timeout);
	}

	/**
	 * Looks up all addresses of a host. A name that is being looked up already is not
	 * looked up beside, so that one that hangs takes up one thread.
	 * @param host a name or address literal
	 * @param loop where the result is delivered
	 * @param fresh how long to wait if it is remembered where the name led last
	 * @return at least one address, in the resolver's order; if there is none, it takes
	 * too long or too many lookups wait, those that were found last for this name, and
	 * where none are remembered it fails with a {@link NoSuchHostException} if that was
	 * the answer, and with another {@link UnknownHostException} if there was none.
	 * Completed on the loop, and for a literal at once
	 */
	Future<List<InetAddress>> lookup(String host, EventLoop loop, Duration fresh) {
		InetAddress literal = literal(host);
		if (literal != null) {
			return loop.newSucceededFuture(List.of(literal));
		}
		Promise<List<InetAddress>> result = loop.newPromise();
		Asking asking = new Asking(loop, result);
		Duration patience = (lastFound(host).isEmpty() || this.timeout.compareTo(fresh) < 0) ? this.timeout : fresh;
		ScheduledFuture<?> timer = loop.schedule(
				() -> fail(asking, host, unanswered(host, "not looked up within " + this.timeout)), patience.toMillis(),
				TimeUnit.MILLISECONDS);
		result.addListener((done) -> {
			timer.cancel(false);
			forget(host, asking);
		});
		if (ask(host, asking)) {
			begin(host);
		}
		return result;
	}

	private void begin(String host) {
		try {
			this.threads.execute(() -> resolve(host));
		}
		catch (RejectedExecutionException ex) {
			end(host, List.of(), ex, "too many lookups are waiting");
		}
		catch (Error ex) {
			end(host, List.of(), ex, "no thread to look it up");
		}
	}

	/** Tells whether nobody else asks for the same name now. */
	private boolean ask(String host, Asking asking) {
		synchronized (this.lock) {
			Set<Asking> all = this.underWay.get(host);
			boolean first = all == null;
			if (all == null) {
				all = new LinkedHashSet<>();
				this.underWay.put(host, all);
			}
			all.add(asking);
			return first;
		}
	}

	/** Who has waited for long enough; the lookup goes on. */
	private void forget(String host, Asking asking) {
		synchronized (this.lock) {
			Set<Asking> all = this.underWay.get(host);
			if (all != null) {
				all.remove(asking);
			}
		}
	}

	/**
	 * Ends the threads. Lookups under way fail by their timeout.
	 */
	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	private void resolve(String host) {
		try {
			List<InetAddress> found = List.of(this.resolver.resolve(host));
			end(host, found, null, "no address");
		}
		catch (UnknownHostException | RuntimeException | Error ex) {
			end(host, List.of(), ex, "no answer of the name service");
		}
	}

	/** A lookup has come to its end, and all who wait for it hear of it. */
	private void end(String host, List<InetAddress> found, @Nullable Throwable failure, String reason) {
		Set<Asking> all;
		boolean isMissing = false;
		synchronized (this.lock) {
			all = this.underWay.remove(host);
			if (!found.isEmpty()) {
				remember(host, found);
			}
			else if (failure != null) {
				isMissing = this.missing.isMissing(host, failure);
			}
		}
		for (Asking asking : (all != null) ? all : Set.<Asking>of()) {
			// The resolver may have outlasted everything else, and then nobody asks.
			if (asking.loop.isShutdown()) {
				continue;
			}
			if (found.isEmpty()) {
				fail(asking, host, isMissing ? new NoSuchHostException(host) : unanswered(host, reason));
			}
			else {
				asking.result.trySuccess(found);
			}
		}
	}

	private static UnknownHostException unanswered(String host, String why) {
		return new UnknownHostException(host + ": " + why);
	}

	private void remember(String host, List<InetAddress> addresses) {
		this.missing.found(host);
		this.lastFound.remove(host);
		this.lastFound.put(host, addresses);
		if (this.lastFound.size() > MAX_REMEMBERED) {
			this.lastFound.remove(this.lastFound.keySet().iterator().next());
		}
	}

	private List<InetAddress> lastFound(String host) {
		synchronized (this.lock) {
			return this.lastFound.getOrDefault(host, List.of());
		}
	}

	private void fail(Asking asking, String host, UnknownHostException failure) {
		List<InetAddress> last = lastFound(host);
		if (last.isEmpty()) {
			asking.result.tryFailure(failure);
		}
		else {
			asking.result.trySuccess(last);
		}
	}

	private static @Nullable InetAddress literal(String host) {
		// A link-local address with a scope needs the system's help: its zone is a name.
		byte[] address = (host.indexOf('%') < 0) ? NetUtil.createByteArrayFromIpAddressString(host) : null;
		try {
			return (address != null) ? InetAddress.getByAddress(address) : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/** Somebody who waits for a name. */
	private static final class Asking {

		private final EventLoop loop;

		private final Promise<List<InetAddress>> result;

		Asking(EventLoop loop, Promise<List<InetAddress>> result) {
			this.loop = loop;
			this.result = result;
		}

	}

	/** The system's resolver, or another in a test. */
	@FunctionalInterface
	interface Resolver {

		InetAddress[] resolve(String host) throws UnknownHostException;

	}

}
