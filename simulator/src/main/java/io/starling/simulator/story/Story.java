package io.starling.simulator.story;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.SimulatedMember;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what happens to one subject. Not thread-safe.
 */
public abstract class Story implements MemberObserver {

	private final List<Entry> entries = new ArrayList<>();

	/** By id: the host that a member runs on. */
	private final TreeMap<MemberId, String> hosts = new TreeMap<>();

	private Supplier<Duration> clock = () -> Duration.ZERO;

	/**
	 * Says what time it is from now on.
	 * @param clock tells the time since the simulation's start
	 */
	public void timedBy(Supplier<Duration> clock) {
		this.clock = clock;
	}

	/**
	 * Returns what happened.
	 * @return the entries so far, in order
	 */
	public List<Entry> entries() {
		return Collections.unmodifiableList(this.entries);
	}

	/**
	 * Names the subject.
	 * @return a few words
	 */
	public abstract String subject();

	/**
	 * Names what there would have been a story about.
	 * @return the names as one writes them on the command line, or words
	 */
	public abstract String others();

	@Override
	public void started(SimulatedMember member) {
		this.hosts.put(member.id(), member.host());
	}

	@Override
	public void receives(SimulatedMember member, ConnectionId connection, Message message) {
		if (message instanceof Message.Gossip gossip) {
			for (Rumor rumor : gossip.rumors()) {
				heard(member, rumor, () -> member.port().peer(connection).map(Endpoint::host));
			}
		}
	}

	/** A member has heard something, perhaps not for the first time. */
	abstract void heard(SimulatedMember member, Rumor rumor, Supplier<Optional<String>> from);

	void tell(SimulatedMember at, @Nullable String from, String words, String mark) {
		this.entries.add(new Entry(this.clock.get(), at.host(), from, words, mark));
	}

	/** The host of a member, or the beginning of its id if it never started here. */
	String name(MemberId id) {
		return this.hosts.getOrDefault(id, id.toString().substring(0, 8));
	}

	boolean runsOn(MemberId id, String host) {
		return host.equals(this.hosts.get(id));
	}

}
