package io.starling.simulator.network;

import java.time.Duration;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.protocol.ConnectFailure;

/**
 * One attempt to open a connection, as a kernel makes it: it asks, again and again if no
 * answer comes, until the far side's kernel accepts or refuses, or time is up.
 */
final class Attempt {

	/** How long a host waits before it asks for a connection again (RFC 6298). */
	private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(1);

	/** How much later than an answer a late refusal comes. */
	private static final Duration LATE = Duration.ofMillis(700);

	private final Network network;

	private final End from;

	private final Endpoint to;

	Attempt(Network network, End from, Endpoint to) {
		this.network = network;
		this.from = from;
		this.to = to;
	}

	void begin() {
		this.network.later(this.network.settings().connectTimeout(),
				() -> fail(Happening.UNREACHABLE, ConnectFailure.UNREACHABLE));
		ask(FIRST_TIMEOUT);
	}

	private void ask(Duration timeout) {
		if (!this.from.isDialling()) {
			return;
		}
		this.network.later(timeout, () -> ask(timeout.multipliedBy(2)));
		Cut.Answer rejection = this.network.answer(this.from.host(), this.to.host());
		if (rejection != null && rejection != Cut.Answer.NONE) {
			Duration delay = this.network.drawLatency();
			this.network.later((rejection == Cut.Answer.LATE_REFUSAL) ? delay.plus(LATE) : delay,
					() -> fail(Happening.REFUSED, ConnectFailure.REFUSED));
		}
		else if (this.network.isKnown(this.to.host()) && this.network.passes(this.from.host(), this.to.host())) {
			this.network.later(this.network.drawLatency(), this::answer);
		}
	}

	private void answer() {
		if (this.network.isDark(this.to.host()) || !this.network.passes(this.to.host(), this.from.host())) {
			return;
		}
		Port port = this.network.at(this.to);
		this.network.later(this.network.drawLatency(),
				(port != null) ? () -> establish(port) : () -> fail(Happening.REFUSED, ConnectFailure.REFUSED));
	}

	private void fail(Happening happening, ConnectFailure failure) {
		if (this.from.isDialling()) {
			this.network.count(happening);
			this.from.failed(failure);
		}
	}

	private void establish(Port port) {
		if (!this.from.isDialling()) {
			return;
		}
		this.network.count(Happening.CONNECTED);
		End far = new End(port, port.nextAccepted());
		Channel out = new Channel(this.network, this.from, far);
		this.from.open(out);
		far.open(new Channel(this.network, far, this.from));
		// Before anything that the process may send as soon as it hears of the
		// connection.
		out.send(End::accepted, 0);
		this.from.established();
	}

}
