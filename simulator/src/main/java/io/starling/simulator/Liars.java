package io.starling.simulator;

import java.util.SplittableRandom;

import io.starling.simulator.member.Liar;
import io.starling.simulator.member.SimulatedMember;

/**
 * Lets strangers meet a mesh who know its name and do not mean well.
 */
public final class Liars {

	private Liars() {
	}

	/**
	 * Starts a stranger on a host of its own that greets all members. From now on nobody
	 * is held to what owners said, as long as the run lasts.
	 * @param mesh the simulation
	 * @param host the stranger's host
	 * @param seed draws its id
	 * @return the stranger, to be told what to say once it is connected
	 */
	public static Liar enter(Simulation mesh, String host, long seed) {
		mesh.invariants().lies().begin();
		Liar liar = new Liar(mesh.world(), Simulation.MESH, Hosts.endpoint(host), new SplittableRandom(seed));
		mesh.hosts().isMetBy(liar);
		mesh.running().stream().map(SimulatedMember::host).map(Hosts::endpoint).forEach(liar::greet);
		return liar;
	}

}
