package io.starling.demo.console;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import io.starling.demo.process.Slot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DoorstepTest {

	@Test
	void aTakenPortIsPassedOver() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int port = taken.getLocalPort();
			assertThat(Doorstep.freePort(port, port)).isZero();
			assertThat(Doorstep.freePort(port, port + 50)).isGreaterThan(port);
		}
	}

	@Test
	void theFirstOfEachServiceStartBeforeTheSecond() {
		ConsoleProperties properties = new ConsoleProperties(true, Map.of("inventory", 2, "pricing", 2), false, null,
				null);
		assertThat(properties.slots().subList(0, 2)).extracting(Slot::name)
			.containsExactlyInAnyOrder("inventory-1", "pricing-1");
	}

	@Test
	void inAContainerNothingIsPlanned() {
		assertThat(new ConsoleProperties(false, Map.of("inventory", 2), false, null, null).slots()).isEmpty();
	}

}
