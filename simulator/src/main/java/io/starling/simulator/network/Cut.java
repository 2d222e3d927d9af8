package io.starling.simulator.network;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * A fault that keeps the packets of some hosts from some others, in one direction.
 */
public final class Cut {

	/** What becomes of a packet that does not pass. */
	public enum Manner {

		/** It vanishes. */
		DROP,

		/**
		 * The sender is told that nobody is there (ICMP), as firewalls do by default that
		 * reject: who dials takes that for a refusal, standing connections do not heed it
		 * and go silent.
		 */
		REJECT,

		/**
		 * The sender is sent a reset in the far side's name: dials are refused, and a
		 * standing connection breaks at that end with the next packet that it sends. The
		 * far side knows nothing of it.
		 */
		RESET

	}

	private final TreeSet<String> from;

	private final TreeSet<String> to;

	private final Manner manner;

	private final Duration began;

	private @Nullable Duration mended;

	Cut(Set<String> from, Set<String> to, Manner manner, Duration began) {
		this.from = new TreeSet<>(from);
		this.to = new TreeSet<>(to);
		this.manner = manner;
		this.began = began;
	}

	/**
	 * Tells whether this cut stops packets, once it is on.
	 * @param sender the host that sends
	 * @param receiver the host that is sent to
	 * @return true if packets do not pass
	 */
	public boolean stops(String sender, String receiver) {
		return this.from.contains(sender) && this.to.contains(receiver);
	}

	/**
	 * Returns what becomes of what does not pass.
	 * @return the manner
	 */
	public Manner manner() {
		return this.manner;
	}

	/**
	 * Tells whether the cut was on at any time since a moment.
	 * @param moment the moment
	 * @return true if it was on then or later
	 */
	public boolean onSince(Duration moment) {
		return this.mended == null || this.mended.compareTo(moment) >= 0;
	}

	/**
	 * Tells whether the cut was on all the time since a moment.
	 * @param moment the moment
	 * @return true if it was on then and has been ever since
	 */
	public boolean onEverSince(Duration moment) {
		return this.mended == null && this.began.compareTo(moment) <= 0;
	}

	void mend(Duration now) {
		if (this.mended == null) {
			this.mended = now;
		}
	}

}
