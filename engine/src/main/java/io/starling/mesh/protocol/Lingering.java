package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.message.Message.Goodbye;

import org.jspecify.annotations.Nullable;

/**
 * Ends connections that do nobody any good: those that the overlay does not need, after a
 * while; and needed ones that are silent for long, because one of TCP's own long silences
 * may be all that is left of a partition, and a new connection tells sooner.
 */
final class Lingering {

	/** A link silent for this many hang tolerances is given up. */
	private static final int STUCK = 3;

	/** So many links may linger; when there are more, the oldest go sooner. */
	private final int most;

	/** Even then a link is kept for so long, as a newcomer may live by it. */
	private static final Duration LEAST = Duration.ofSeconds(1);

	private final Sleep sleep;

	private final Knowledge knowledge;

	private final Links links;

	private final Duration linger;

	private final Duration patience;

	Lingering(Knowledge knowledge, Links links, Sleep sleep, Settings settings) {
		this.most = 2 * settings.rings();
		this.sleep = sleep;
		this.knowledge = knowledge;
		this.links = links;
		this.linger = settings.linger();
		this.patience = settings.hangTolerance().multipliedBy(STUCK);
	}

	void tick(Instant now) {
		List<Connection> unneeded = new ArrayList<>();
		for (Connection connection : this.links.open()) {
			if (this.knowledge.roster().neighbours().contains(connection.peer().id())) {
				connection.unneededSince = null;
			}
			else if (connection.unneededSince == null) {
				connection.unneededSince = now;
			}
			if (isPast(connection.silentSince, this.patience, now)
					|| isPast(connection.unneededSince, this.linger, now)) {
				this.links.close(connection, Goodbye.Reason.UNNEEDED);
			}
			else if (isPast(connection.unneededSince, LEAST.plus(this.sleep.leeway()), now)) {
				unneeded.add(connection);
			}
		}
		// Those that were opened first come first.
		int tooMany = Math.max(0, unneeded.size() - this.most);
		unneeded.subList(0, tooMany).forEach((connection) -> this.links.close(connection, Goodbye.Reason.UNNEEDED));
	}

	private static boolean isPast(@Nullable Instant since, Duration time, Instant now) {
		return since != null && !now.isBefore(since.plus(time));
	}

}
