package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * Forgets now and then what is older than the retention: rules K3 and K4 of PROTOCOL.md.
 */
final class Forgetting {

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private final Knowledge knowledge;

	private final Joining joining;

	private Instant next;

	Forgetting(Knowledge knowledge, Joining joining, Instant now) {
		this.knowledge = knowledge;
		this.joining = joining;
		this.next = now.plus(INTERVAL);
	}

	/** Keeps the addresses of those who are forgotten. */
	void tick(Instant now) {
		if (!now.isBefore(this.next)) {
			this.next = now.plus(INTERVAL);
			this.joining.remember(this.knowledge.forget(now));
		}
	}

}
