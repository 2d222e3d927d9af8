package io.starling.mesh.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.starling.mesh.model.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeedResolverTest {

	private final AtomicBoolean outage = new AtomicBoolean();

	private final Loopback loopback = new Loopback(this::resolve);

	private final SeedResolver resolver = new SeedResolver(this.loopback.loop(), this.loopback.names());

	@AfterEach
	void close() throws Exception {
		this.loopback.close();
	}

	private InetAddress[] resolve(String host) throws UnknownHostException {
		if (this.outage.get()) {
			throw new UnknownHostException(host);
		}
		return switch (host) {
			case "two" -> new InetAddress[] { InetAddress.getByName("10.0.0.1"), InetAddress.getByName("10.0.0.2") };
			case "six" -> new InetAddress[] { InetAddress.getByName("2001:db8::6") };
			case "mad" -> throw new IllegalStateException("thrown by the test, on purpose");
			case "none" -> new InetAddress[0];
			default -> throw new UnknownHostException(host);
		};
	}

	@Test
	void aNameGivesAsManyEndpointsAsItHasAddresses() {
		assertThat(resolve(new Endpoint("two", 1), new Endpoint("six", 2))).containsExactly(new Endpoint("10.0.0.1", 1),
				new Endpoint("10.0.0.2", 1), new Endpoint("2001:db8:0:0:0:0:0:6", 2));
	}

	@Test
	void literalsNeedNoLookup() {
		assertThat(resolve(new Endpoint("10.0.0.9", 1), new Endpoint("::1", 2)))
			.containsExactly(new Endpoint("10.0.0.9", 1), new Endpoint("0:0:0:0:0:0:0:1", 2));
	}

	@Test
	void aNameThatIsNotFoundGivesNoneAndTheOthersStay() {
		assertThat(resolve(new Endpoint("nowhere", 1), new Endpoint("mad", 1), new Endpoint("none", 1),
				new Endpoint("10.0.0.9", 1)))
			.containsExactly(new Endpoint("10.0.0.9", 1));
	}

	@Test
	void aNameThatIsNoLongerFoundGivesWhatItGaveLast() {
		List<Endpoint> before = resolve(new Endpoint("two", 1));
		this.outage.set(true);
		assertThat(resolve(new Endpoint("two", 1), new Endpoint("six", 2))).isEqualTo(before).hasSize(2);
	}

	@Test
	void noSeedsGiveNoEndpoints() {
		assertThat(resolve()).isEmpty();
	}

	@Test
	void anEndpointIsGivenOnce() {
		assertThat(resolve(new Endpoint("10.0.0.2", 1), new Endpoint("two", 1)))
			.containsExactly(new Endpoint("10.0.0.2", 1), new Endpoint("10.0.0.1", 1));
	}

	@Test
	void theResultComesOnTheLoopAndNeverFromWithinTheCall() {
		assertThat(this.loopback.call(() -> this.resolver.resolve(List.of(new Endpoint("10.0.0.1", 1))).isDone()))
			.isFalse();
		CompletableFuture<Boolean> onLoop = this.loopback
			.call(() -> this.resolver.resolve(List.of(new Endpoint("two", 1)))
				.thenApply((endpoints) -> this.loopback.loop().inEventLoop()));
		assertThat(onLoop.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
	}

	private List<Endpoint> resolve(Endpoint... seeds) {
		return this.loopback.call(() -> this.resolver.resolve(List.of(seeds))).orTimeout(10, TimeUnit.SECONDS).join();
	}

}
