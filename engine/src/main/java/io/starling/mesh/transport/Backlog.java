package io.starling.mesh.transport;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Bounds what waits to be written on all links of a transport together. Where it is too
 * much, the link on which most waits takes no more; and if another one needs the room, it
 * is cut, which frees what waits there: whoever reads is not to suffer from those who do
 * not.
 */
final class Backlog {

	/** What a waiting frame costs beside its bytes, as Netty counts it. */
	private static final int OVERHEAD = 96;

	private final long limit;

	private final Set<Link> links = new LinkedHashSet<>();

	/** Never less than what waits: it is measured anew only when it comes to matter. */
	private long waiting;

	Backlog(long limit) {
		this.limit = limit;
	}

	void add(Link link) {
		this.links.add(link);
	}

	void remove(Link link) {
		this.links.remove(link);
	}

	/** Makes room for a frame on a link; tells whether there is. */
	boolean hasRoom(Link link, int size) {
		if (fits(size)) {
			return true;
		}
		// Perhaps only this turn's burst is large, and the kernel has room for it.
		this.links.forEach(Link::flush);
		measure();
		while (!fits(size)) {
			Link most = this.links.stream().max(Comparator.comparingLong(Link::waiting)).orElse(link);
			if (most == link || most.waiting() == 0) {
				return false;
			}
			most.breakOff("too much waits on all connections, and most of it here");
			measure();
		}
		return true;
	}

	private boolean fits(int size) {
		return this.waiting + size + OVERHEAD <= this.limit;
	}

	private void measure() {
		this.waiting = measured();
	}

	/** How much waits now. */
	long measured() {
		return this.links.stream().mapToLong(Link::waiting).sum();
	}

	/** A frame waits. */
	void added(int size) {
		this.waiting += size + OVERHEAD;
	}

}
