package io.starling.simulator.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The cuts of a network, those that are mended among them.
 */
final class Cuts {

	private final List<Cut> standing = new ArrayList<>();

	private final List<Cut> history = new ArrayList<>();

	Cut add(Cut cut) {
		this.standing.add(cut);
		this.history.add(cut);
		return cut;
	}

	void mend(Cut cut, Duration now) {
		cut.mend(now);
		this.standing.remove(cut);
	}

	void mendAll(Duration now) {
		new ArrayList<>(this.standing).forEach((cut) -> mend(cut, now));
	}

	/** Returns the first cut that keeps packets from passing now; null if they pass. */
	@Nullable Cut between(String from, String to) {
		for (Cut cut : this.standing) {
			if (cut.stops(from, to)) {
				return cut;
			}
		}
		return null;
	}

	List<Cut> history() {
		return Collections.unmodifiableList(this.history);
	}

}
