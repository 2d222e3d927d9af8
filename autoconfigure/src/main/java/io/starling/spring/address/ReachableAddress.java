package io.starling.spring.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.InetUtilsProperties;

/**
 * Chooses which address of this machine to give to others, as
 * {@code spring.cloud.inetutils.*} says. {@link InetUtils} knows IPv4 only, so a machine
 * without it gets its first global IPv6 address, under the same properties.
 */
public final class ReachableAddress {

	private final InetUtils inetUtils;

	private final InetUtilsProperties properties;

	/**
	 * Creates the choice.
	 * @param inetUtils Spring Cloud's choice
	 * @param properties what it was configured with
	 */
	public ReachableAddress(InetUtils inetUtils, InetUtilsProperties properties) {
		this.inetUtils = inetUtils;
		this.properties = properties;
	}

	/**
	 * Returns the address as a number, without asking a name server.
	 * @return an address literal without brackets; a loopback address if the machine has
	 * no other
	 */
	public String number() {
		return literal(address());
	}

	/**
	 * Returns the name that the address has on this machine.
	 * @return a host name, or the address literal if it has none
	 */
	public String name() {
		InetAddress address = address();
		String name = this.inetUtils.convertAddress(address).getHostname();
		// "localhost" is what it says when the look-up took too long: others would call
		// themselves.
		return ("localhost".equals(name) && !address.isLoopbackAddress()) ? literal(address)
				: Address.unbracketed(name);
	}

	private InetAddress address() {
		InetAddress found = this.inetUtils.findFirstNonLoopbackAddress();
		if (found != null && !found.isLoopbackAddress()) {
			return found;
		}
		return globalIpv6().orElse((found != null) ? found : InetAddress.getLoopbackAddress());
	}

	private Optional<InetAddress> globalIpv6() {
		try {
			return NetworkInterface.networkInterfaces()
				.filter(this::isUsed)
				.flatMap(NetworkInterface::inetAddresses)
				.filter((address) -> address instanceof Inet6Address && isGlobal(address) && isPreferred(address))
				.findFirst();
		}
		catch (SocketException ex) {
			return Optional.empty();
		}
	}

	private boolean isUsed(NetworkInterface network) {
		try {
			return network.isUp()
					&& matching(this.properties.getIgnoredInterfaces(), network.getDisplayName()).isEmpty();
		}
		catch (SocketException ex) {
			return false;
		}
	}

	private boolean isPreferred(InetAddress address) {
		List<String> preferred = this.properties.getPreferredNetworks();
		return preferred.isEmpty() || matching(preferred, literal(address)).isPresent()
				|| preferred.stream().anyMatch(literal(address)::startsWith);
	}

	private static Optional<String> matching(List<String> expressions, @Nullable String text) {
		return Stream.ofNullable(text).flatMap((t) -> expressions.stream().filter(t::matches)).findFirst();
	}

	private static boolean isGlobal(InetAddress address) {
		return !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isMulticastAddress();
	}

	// Without the scope, which means something on this machine only.
	private static String literal(InetAddress address) {
		String text = address.getHostAddress();
		int scope = text.indexOf('%');
		return (scope >= 0) ? text.substring(0, scope) : text;
	}

}
