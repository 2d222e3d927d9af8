package io.starling.simulator.network;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * A fault that keeps the packets of some hosts from some others, in one direction.
 */
public final class Cut {

	/** What becomes of packets that a cut stops. */
	public enum Answer {

		/** They vanish, as in a broken cable or at a firewall that drops. */
		NONE,

		/**
		 * Who dials is refused at once, as by a firewall that rejects with an ICMP
		 * message; on connections that stand, packets vanish.
		 */
		REFUSAL,

		/**
		 * Who dials is refused, but late, as where a kernel soon gives up by itself; on
		 * connections that stand, packets vanish.
		 */
		LATE_REFUSAL,

		/**
		 * Who dials is refused at once, and a connection that stands breaks at that end
		 * which sends something on it, as at a firewall that rejects with a reset. The
		 * far end knows nothing of it.
		 */
		RESET

	}

	private final TreeSet<String> from;

	private final TreeSet<String> to;

	private final Answer answer;

	private final Duration began;

	private @Nullable Duration mended;

	Cut(Set<String> from, Set<String> to, Answer answer, Duration began) {
		this.from = new TreeSet<>(from);
		this.to = new TreeSet<>(to);
		this.answer = answer;
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

	Answer answer() {
		return this.answer;
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
