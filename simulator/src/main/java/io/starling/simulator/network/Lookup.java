package io.starling.simulator.network;

import java.time.Duration;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectFailure;

/**
 * The look-up of a host's name, as a process makes it before it dials: a name that was
 * found before leads where it led, if the answer is late or says that it is gone.
 */
final class Lookup {

	/** How long a process waits for an answer. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	/** How long it waits where it remembers an earlier one. */
	private static final Duration FRESH = Duration.ofMillis(200);

	private final Network network;

	private final End from;

	private final Endpoint to;

	private final String name;

	private final String host;

	Lookup(Network network, End from, Endpoint to) {
		this.network = network;
		this.from = from;
		this.name = to.host();
		this.host = network.names().hostOf(to.host());
		this.to = new Endpoint(this.host, to.port());
	}

	/** How long the look-up of a name takes for which an answer comes so late. */
	static Duration bounded(Duration delay) {
		return isTooLate(delay) ? PATIENCE : delay;
	}

	static boolean isTooLate(Duration delay) {
		return delay.compareTo(PATIENCE) > 0;
	}

	void begin() {
		Duration delay = this.network.names().delayFor(this.from.host());
		if (!delay.isZero()) {
			this.network.later(Duration.ZERO, this.from::lookingUp);
			waitForAnswer(delay);
		}
		else if (this.network.names().isGone(this.host) && !this.from.port().hasFound(this.name)) {
			this.network.later(this.network.drawLatency(), () -> fail(ConnectFailure.UNKNOWN_HOST));
		}
		else {
			dial();
		}
	}

	private void waitForAnswer(Duration delay) {
		Duration patience = this.from.port().hasFound(this.name) ? FRESH : PATIENCE;
		boolean inTime = delay.compareTo(patience) <= 0;
		this.network.later(inTime ? delay : patience, () -> {
			if (this.from.port().hasFound(this.name)) {
				dialAtLast();
			}
			else if (!inTime) {
				fail(ConnectFailure.UNRESOLVED);
			}
			else if (this.network.names().isGone(this.host)) {
				fail(ConnectFailure.UNKNOWN_HOST);
			}
			else {
				dialAtLast();
			}
		});
		if (delay.compareTo(NameService.NEVER) < 0) {
			// Who has given up meanwhile knows it the next time.
			this.network.later(delay, () -> {
				if (!this.network.names().isGone(this.host)) {
					this.from.port().finds(this.name);
				}
			});
		}
	}

	private void dialAtLast() {
		if (this.from.isDialling()) {
			this.from.dialling();
			dial();
		}
	}

	private void dial() {
		this.from.port().finds(this.name);
		new Attempt(this.network, this.from, this.to).begin();
	}

	private void fail(ConnectFailure failure) {
		if (this.from.isDialling()) {
			this.network.count((failure == ConnectFailure.UNRESOLVED) ? Happening.UNRESOLVED : Happening.UNKNOWN_HOST);
			this.from.failed(failure);
		}
	}

}
