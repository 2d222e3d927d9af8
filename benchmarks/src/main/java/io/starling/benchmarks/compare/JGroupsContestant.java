package io.starling.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import org.jgroups.JChannel;
import org.jgroups.blocks.ReplicatedHashMap;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.ProtocolStack;
import org.jgroups.util.UUID;

/**
 * JGroups with {@code tcp.xml} as shipped in its jar, and a {@link ReplicatedHashMap} on
 * it: a change is a put under the member's name. Set here are addresses, ports and
 * initial hosts, nothing else but that it shall not print. Ports are chosen as if each
 * member had a host of its own: so far apart that none of the ports which JGroups probes
 * beside another's is a third one's.
 */
final class JGroupsContestant implements Contestant {

	private static final int FIRST_PORT = 20_000;

	private static final int FIRST_DIAGNOSTICS_PORT = 30_000;

	/** FD_SOCK2 listens a hundred ports above the transport. */
	private static final int DETECTOR_OFFSET = 100;

	/**
	 * The ports probed beside one that is asked for: two by TCPPING, three by FD_SOCK2.
	 */
	private static final int SPACING = 4;

	private static final long STATE_TIMEOUT = 10_000;

	@Override
	public ContestantMember start(int number, List<String> seeds) throws Exception {
		InetAddress loopback = InetAddress.getLoopbackAddress();
		JChannel channel = new JChannel("tcp.xml");
		ProtocolStack stack = channel.getProtocolStack();
		TCP transport = stack.findProtocol(TCP.class);
		transport.setBindAddress(loopback).setBindPort(port(number));
		transport.getDiagnosticsHandler().setBindAddress(loopback).setPort(FIRST_DIAGNOSTICS_PORT + number);
		stack.<FD_SOCK2>findProtocol(FD_SOCK2.class).setBindAddress(loopback);
		stack.<GMS>findProtocol(GMS.class).printLocalAddress(false);
		stack.<TCPPING>findProtocol(TCPPING.class).setInitialHosts(initialHosts(number, seeds));
		ReplicatedHashMap<String, String> map = new ReplicatedHashMap<>(channel);
		channel.connect("benchmark");
		map.start(STATE_TIMEOUT);
		return new Member(channel, map, (UUID) channel.getAddress(), port(number));
	}

	/** The first members know nobody before them but themselves. */
	private static List<InetSocketAddress> initialHosts(int number, List<String> seeds) {
		List<String> hosts = seeds.isEmpty() ? List.of(Integer.toString(port(number))) : seeds;
		return hosts.stream()
			.map((port) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)))
			.toList();
	}

	private static int port(int number) {
		int perBlock = DETECTOR_OFFSET / SPACING;
		return FIRST_PORT + number / perBlock * 2 * DETECTOR_OFFSET + number % perBlock * SPACING;
	}

	/**
	 * A member.
	 *
	 * @param channel its membership
	 * @param map the replicated map
	 * @param id its logical address
	 * @param port its port
	 */
	private record Member(JChannel channel, ReplicatedHashMap<String, String> map, UUID id,
			int port) implements ContestantMember {

		@Override
		public String name() {
			return this.id.toStringLong();
		}

		@Override
		public String address() {
			return Integer.toString(this.port);
		}

		@Override
		public void change(String value) {
			this.map.put(name(), value);
		}

		@Override
		public boolean holds(ContestantMember owner, String value) {
			return value.equals(this.map.get(owner.name()));
		}

		@Override
		public int size() {
			return this.channel.getView().size();
		}

		@Override
		public boolean lists(String name) {
			return this.channel.getView().containsMember(UUID.fromString(name));
		}

		@Override
		public void leave() throws IOException {
			this.map.close();
		}

	}

}
