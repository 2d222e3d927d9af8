package io.starling.spring.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.InetUtilsProperties;

import static org.assertj.core.api.Assertions.assertThat;

class ReachableAddressTest {

	private final InetUtilsProperties properties = new InetUtilsProperties();

	@Test
	void choosesWhatSpringCloudChooses() {
		try (InetUtils inetUtils = new InetUtils(this.properties)) {
			var expected = inetUtils.findFirstNonLoopbackAddress();
			assertThat(expected).isNotNull();
			assertThat(new ReachableAddress(inetUtils, this.properties).number()).isEqualTo(expected.getHostAddress());
		}
	}

	@Test
	void honoursTheInterfacesThatAreToBeIgnored() throws UnknownHostException {
		this.properties.setIgnoredInterfaces(List.of(".*"));
		try (InetUtils inetUtils = new InetUtils(this.properties)) {
			String number = new ReachableAddress(inetUtils, this.properties).number();
			assertThat(number).isEqualTo(InetAddress.getLocalHost().getHostAddress());
		}
	}

	@Test
	void givesANameWhereOneIsWanted() {
		try (InetUtils inetUtils = new InetUtils(this.properties)) {
			assertThat(new ReachableAddress(inetUtils, this.properties).name()).isNotBlank();
		}
	}

}
