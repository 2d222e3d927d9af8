package io.starling.benchmarks.compare;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterConfig;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.membership.MembershipEvent;
import io.scalecube.transport.netty.tcp.TcpTransportFactory;

/**
 * ScaleCube Cluster with its LAN defaults, {@link ClusterConfig#defaultLanConfig()}, on
 * its TCP transport, with the Netty and the Reactor that it was built for. It has no
 * table; the nearest to a row is a member's metadata, the state that it keeps of each
 * member: a change is an update of it, which gossips that there is one, whereupon each
 * member fetches it.
 * <p>
 * What a member knows is what its events have told: its own collections are not for other
 * threads. Who leaves is gone with the event that says so; the one that says it is
 * removed comes twenty seconds and more later.
 */
final class ScaleCubeContestant implements Contestant {

	@Override
	public ContestantMember start(int number, List<String> seeds) {
		ClusterConfig config = ClusterConfig.defaultLanConfig()
			.externalHost("127.0.0.1")
			.membership((membership) -> membership.seedMembers(seeds));
		Map<String, String> others = new ConcurrentHashMap<>();
		Cluster cluster = new ClusterImpl(config).transportFactory(TcpTransportFactory::new)
			.handler((starting) -> new Listener(starting, others))
			.startAwait();
		return new Member(cluster, cluster.member().id(), others);
	}

	/**
	 * Notes what the events tell.
	 *
	 * @param cluster whose events these are
	 * @param others where to note the metadata of the others that are there
	 */
	private record Listener(Cluster cluster, Map<String, String> others) implements ClusterMessageHandler {

		@Override
		public void onMembershipEvent(MembershipEvent event) {
			String name = event.member().id();
			if (event.isAdded() || event.isUpdated()) {
				this.others.put(name, this.cluster.<String>metadata(event.member()).orElse(""));
			}
			else {
				this.others.remove(name);
			}
		}

	}

	/**
	 * A member.
	 *
	 * @param cluster its membership
	 * @param name its id
	 * @param others the metadata of the others that it lists
	 */
	private record Member(Cluster cluster, String name, Map<String, String> others) implements ContestantMember {

		@Override
		public String address() {
			return this.cluster.address();
		}

		@Override
		public void change(String value) {
			this.cluster.updateMetadata(value).subscribe();
		}

		@Override
		public boolean holds(ContestantMember owner, String value) {
			return owner == this || value.equals(this.others.get(owner.name()));
		}

		@Override
		public int size() {
			return 1 + this.others.size();
		}

		@Override
		public boolean lists(String name) {
			return this.others.containsKey(name);
		}

		@Override
		public void leave() {
			this.cluster.shutdown();
		}

	}

}
