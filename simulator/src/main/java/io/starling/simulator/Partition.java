package io.starling.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.starling.simulator.network.Cut;
import io.starling.simulator.network.Network;

/**
 * A partition in the making and, once it is said from whom, in force until it is healed.
 */
public final class Partition {

	private final Network network;

	private final Set<String> group;

	private final List<Cut> cuts = new ArrayList<>();

	private Cut.Answer answer = Cut.Answer.NONE;

	Partition(Network network, Set<String> group) {
		this.network = network;
		this.group = group;
	}

	/**
	 * Lets a firewall stand between the two sides that answers; to be said before from
	 * whom.
	 * @param answer what becomes of packets that do not pass
	 * @return this partition in the making
	 */
	public Partition answering(Cut.Answer answer) {
		this.answer = answer;
		return this;
	}

	/**
	 * Cuts the group off some others, both ways.
	 * @param others the hosts on the other side
	 * @return this partition, to be healed
	 */
	public Partition from(String... others) {
		return from(new TreeSet<>(Arrays.asList(others)));
	}

	/**
	 * Cuts the group off some others, both ways.
	 * @param others the hosts on the other side
	 * @return this partition, to be healed
	 */
	public Partition from(Set<String> others) {
		this.cuts.add(this.network.cut(this.group, others, this.answer));
		this.cuts.add(this.network.cut(others, this.group, this.answer));
		return this;
	}

	/**
	 * Lets the group hear the others and never be heard by them.
	 * @param others the hosts on the other side
	 * @return this partition, to be healed
	 */
	public Partition unheardBy(String... others) {
		return unheardBy(new TreeSet<>(Arrays.asList(others)));
	}

	/**
	 * Lets the group hear the others and never be heard by them.
	 * @param others the hosts on the other side
	 * @return this partition, to be healed
	 */
	public Partition unheardBy(Set<String> others) {
		this.cuts.add(this.network.cut(this.group, others, this.answer));
		return this;
	}

	/** Lets everybody hear everybody again. */
	public void heal() {
		this.cuts.forEach(this.network::mend);
	}

}
