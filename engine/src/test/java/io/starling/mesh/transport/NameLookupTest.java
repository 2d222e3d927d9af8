package io.starling.mesh.transport;

import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NameLookupTest {

	@Test
	void onlyAnAnswerSaysThatThereIsNoSuchHost() {
		MissingNames names = new MissingNames();
		assertThat(names.isMissing("a", new UnknownHostException("a: Name or service not known"))).isTrue();
		assertThat(names.isMissing("b", new UnknownHostException("b: Name does not resolve"))).isTrue();
		assertThat(names.isMissing("c", new UnknownHostException("No such host is known (c)"))).isTrue();
		assertThat(names.isMissing("d", new UnknownHostException("d: Temporary failure in name resolution"))).isFalse();
		assertThat(names.isMissing("e", new UnknownHostException("e: Der Name ist nicht bekannt"))).isFalse();
		assertThat(names.isMissing("f", new IllegalStateException("f: Name or service not known"))).isFalse();
	}

	@Test
	void aFailureFromTheCacheIsStillTheLastOne() {
		MissingNames names = new MissingNames();
		UnknownHostException cached = new UnknownHostException("a");
		assertThat(names.isMissing("a", cached)).isFalse();
		assertThat(names.isMissing("a", new UnknownHostException("a: Name or service not known"))).isTrue();
		assertThat(names.isMissing("a", cached)).isTrue();
		assertThat(names.isMissing("a", new UnknownHostException("a: Temporary failure in name resolution"))).isFalse();
		assertThat(names.isMissing("a", cached)).isFalse();
		assertThat(names.isMissing("a", new UnknownHostException("a: Name or service not known"))).isTrue();
		names.found("a");
		assertThat(names.isMissing("a", cached)).isFalse();
	}

	@Test
	void theSystemsNamesAreFoundAndNoThreadIsLeft() throws Exception {
		MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		try (NameLookup names = new NameLookup()) {
			assertThat(names.lookup("localhost", group.next()).get(10, TimeUnit.SECONDS))
				.allMatch((address) -> address.isLoopbackAddress());
		}
		finally {
			group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10_000);
		}
		assertThat(group.isTerminated()).isTrue();
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().startsWith("starling-lookup")) {
				thread.join(10_000);
				assertThat(thread.isAlive()).isFalse();
			}
		}
	}

}
