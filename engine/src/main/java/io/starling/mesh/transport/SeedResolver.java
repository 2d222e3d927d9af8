package io.starling.mesh.transport;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.model.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns seeds into endpoints with address literals. A name that has several addresses, as
 * that of a headless service has, gives as many endpoints. To be used on its event loop
 * only.
 */
public final class SeedResolver {

	private static final Logger log = LoggerFactory.getLogger(SeedResolver.class);

	private final EventLoop loop;

	private final NameLookup names;

	/** What each seed led to last. */
	private final Map<Endpoint, List<InetAddress>> lastFound = new HashMap<>();

	/**
	 * Creates a resolver.
	 * @param loop where results are delivered
	 * @param names looks names up
	 */
	public SeedResolver(EventLoop loop, NameLookup names) {
		this.loop = loop;
		this.names = names;
	}

	/**
	 * Looks all seeds up afresh, at the same time.
	 * @param seeds names or address literals
	 * @return the endpoints in the order of the seeds, each once; a seed whose name is
	 * not found gives what it gave last, so that an outage of the name service takes none
	 * away. Never fails; completed on the loop, later than this call, within the bounds
	 * of {@link NameLookup}
	 */
	public CompletableFuture<List<Endpoint>> resolve(List<Endpoint> seeds) {
		PromiseCombiner all = new PromiseCombiner(this.loop);
		List<Future<List<InetAddress>>> lookups = new ArrayList<>(seeds.size());
		for (Endpoint seed : seeds) {
			Future<List<InetAddress>> lookup = this.names.lookup(seed.host(), this.loop);
			lookups.add(lookup);
			all.add(lookup);
		}
		CompletableFuture<List<Endpoint>> result = new CompletableFuture<>();
		Promise<Void> done = this.loop.newPromise();
		// Whether some failed makes no difference. In a later turn, because literals are
		// done at once.
		done.addListener((ended) -> this.loop.execute(() -> result.complete(collect(seeds, lookups))));
		all.finish(done);
		return result;
	}

	private List<Endpoint> collect(List<Endpoint> seeds, List<Future<List<InetAddress>>> lookups) {
		Set<Endpoint> endpoints = new LinkedHashSet<>();
		for (int i = 0; i < lookups.size(); i++) {
			Endpoint seed = seeds.get(i);
			Future<List<InetAddress>> lookup = lookups.get(i);
			if (lookup.isSuccess()) {
				this.lastFound.put(seed, lookup.getNow());
			}
			else {
				LogQueue.shared()
					.write(() -> log.debug("No address for the seed {}: {}", seed, lookup.cause().getMessage()));
			}
			this.lastFound.getOrDefault(seed, List.of())
				.forEach((found) -> endpoints.add(new Endpoint(found.getHostAddress(), seed.port())));
		}
		return List.copyOf(endpoints);
	}

}
