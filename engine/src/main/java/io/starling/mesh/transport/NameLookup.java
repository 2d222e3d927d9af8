package io.starling.mesh.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

	/** Guarded by itself; the name that was found the longest ago goes first. */
	private final Map<String, List<InetAddress>> lastFound = new LinkedHashMap<>();

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
	 * @return at least one address, in the resolver's order; if there is none, it takes
	 * too long or too many lookups wait, those that were found last for this name, and
	 * where none are remembered it fails with an {@link UnknownHostException}. Completed
	 * on the loop, and for a literal at once
	 */
	Future<List<InetAddress>> lookup(String host, EventLoop loop) {
		InetAddress literal = literal(host);
		if (literal != null) {
			return loop.newSucceededFuture(List.of(literal));
		}
		Promise<List<InetAddress>> result = loop.newPromise();
		ScheduledFuture<?> timer = loop.schedule(() -> fail(result, host, ": not looked up within " + this.timeout),
				this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		result.addListener((done) -> timer.cancel(false));
		try {
			this.threads.execute(() -> resolve(host, loop, result));
		}
		catch (RejectedExecutionException ex) {
			fail(result, host, ": too many lookups are waiting");
		}
		catch (Error ex) {
			fail(result, host, ": no thread to look it up");
		}
		return result;
	}

	/**
	 * Ends the threads. Lookups under way fail by their timeout.
	 */
	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	private void resolve(String host, EventLoop loop, Promise<List<InetAddress>> result) {
		List<InetAddress> addresses = resolve(host);
		// The resolver may have outlasted everything else, and then nobody asks any more.
		if (!loop.isShutdown() && !addresses.isEmpty()) {
			remember(host, addresses);
			result.trySuccess(addresses);
		}
		else if (!loop.isShutdown()) {
			fail(result, host, ": unknown host");
		}
	}

	private List<InetAddress> resolve(String host) {
		try {
			return List.of(this.resolver.resolve(host));
		}
		catch (UnknownHostException | RuntimeException | Error ex) {
			return List.of();
		}
	}

	private void remember(String host, List<InetAddress> addresses) {
		synchronized (this.lastFound) {
			this.lastFound.remove(host);
			this.lastFound.put(host, addresses);
			if (this.lastFound.size() > MAX_REMEMBERED) {
				this.lastFound.remove(this.lastFound.keySet().iterator().next());
			}
		}
	}

	private void fail(Promise<List<InetAddress>> result, String host, String reason) {
		List<InetAddress> last;
		synchronized (this.lastFound) {
			last = this.lastFound.getOrDefault(host, List.of());
		}
		if (last.isEmpty()) {
			result.tryFailure(new UnknownHostException(host + reason));
		}
		else {
			result.trySuccess(last);
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

	/** The system's resolver, or another in a test. */
	@FunctionalInterface
	interface Resolver {

		InetAddress[] resolve(String host) throws UnknownHostException;

	}

}
