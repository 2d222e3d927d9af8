package io.starling.spring.address;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
	void prefersTheNetworkThatIsPreferredWhateverItsKind() throws SocketException {
		List<String> addresses = NetworkInterface.networkInterfaces()
			.filter(ReachableAddressTest::isUp)
			.flatMap(NetworkInterface::inetAddresses)
			.filter((address) -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
			.map((address) -> address.getHostAddress().replaceAll("%.*", ""))
			.toList();
		assertThat(addresses).isNotEmpty().allSatisfy((address) -> {
			this.properties.setPreferredNetworks(List.of(Pattern.quote(address)));
			assertThat(number()).isEqualTo(address);
		});
	}

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, true", "172.16.0.1, true", "192.168.1.1, true", "192.0.2.2, false", "fd00::2, true",
			"fc00::1, true", "2001:db8::1, false" })
	void staysWithinTheSiteWhereThatIsWanted(String address, boolean preferred) throws UnknownHostException {
		this.properties.setUseOnlySiteLocalInterfaces(true);
		assertThat(ReachableAddress.isPreferred(InetAddress.getByName(address), this.properties)).isEqualTo(preferred);
	}

	@ParameterizedTest
	@CsvSource({ "10.1.2.3, true", "10.2.2.3, false", "fd00::2, true", "fd01::2, false" })
	void knowsPreferredNetworksByTheirBeginningOrByAnExpression(String address, boolean preferred)
			throws UnknownHostException {
		this.properties.setPreferredNetworks(List.of("10.1.", "fd00(:0)+:[0-9]+"));
		assertThat(ReachableAddress.isPreferred(InetAddress.getByName(address), this.properties)).isEqualTo(preferred);
	}

	private String number() {
		try (InetUtils inetUtils = new InetUtils(this.properties)) {
			return new ReachableAddress(inetUtils, this.properties).number();
		}
	}

	private static boolean isUp(NetworkInterface network) {
		try {
			return network.isUp();
		}
		catch (SocketException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void givesANameWhereOneIsWanted() {
		try (InetUtils inetUtils = new InetUtils(this.properties)) {
			assertThat(new ReachableAddress(inetUtils, this.properties).name()).isNotBlank();
		}
	}

}
