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
		if (found != null && !found.isLoopbackAddress() && isPreferred(found, this.properties) && isOnUsed(found)) {
			return found;
		}
		return globalIpv6().orElse((found != null) ? found : InetAddress.getLoopbackAddress());
	}

	private Optional<InetAddress> globalIpv6() {
		try {
			return NetworkInterface.networkInterfaces()
				.filter(this::isUsed)
				.flatMap(NetworkInterface::inetAddresses)
				.filter((address) -> address instanceof Inet6Address && isGlobal(address)
						&& isPreferred(address, this.properties))
				.findFirst();
		}
		catch (SocketException ex) {
			return Optional.empty();
		}
	}

	// Where it finds none, Spring Cloud gives what the machine's name leads to, whatever
	// the properties say.
	private boolean isOnUsed(InetAddress address) {
		try {
			NetworkInterface network = NetworkInterface.getByInetAddress(address);
			return network == null || isUsed(network);
		}
		catch (SocketException ex) {
			return true;
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

	/** What Spring Cloud does for IPv4, for IPv6 as well. */
	static boolean isPreferred(InetAddress address, InetUtilsProperties properties) {
		if (properties.isUseOnlySiteLocalInterfaces()) {
			return address.isSiteLocalAddress() || isUniqueLocal(address);
		}
		List<String> preferred = properties.getPreferredNetworks();
		return preferred.isEmpty() || matching(preferred, literal(address)).isPresent()
				|| preferred.stream().anyMatch(literal(address)::startsWith);
	}

	private static Optional<String> matching(List<String> expressions, @Nullable String text) {
		return Stream.ofNullable(text).flatMap((t) -> expressions.stream().filter(t::matches)).findFirst();
	}

	// RFC 4193: what took the place of the site-local addresses of IPv6.
	private static boolean isUniqueLocal(InetAddress address) {
		return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
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
