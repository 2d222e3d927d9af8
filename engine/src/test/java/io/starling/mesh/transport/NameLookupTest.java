package io.starling.mesh.transport;

import java.util.concurrent.TimeUnit;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NameLookupTest {

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
