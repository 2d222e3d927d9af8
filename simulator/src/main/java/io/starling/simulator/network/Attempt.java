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

	/** A refusal that comes later proves nothing: members take it for silence. */
	private static final Duration PROMPT = Duration.ofMillis(900);

	/** How much later than an answer a late refusal by a firewall comes. */
	private static final Duration LATE = Duration.ofMillis(700);

	private final Network network;

	private final End from;

	private final Endpoint to;

	private final Duration began;

	Attempt(Network network, End from, Endpoint to) {
		this.network = network;
		this.from = from;
		this.to = to;
		this.began = network.now();
	}

	void begin() {
		Duration timeout = this.network.troubles()
			.connectTimeout(this.from.host(), this.network.settings().connectTimeout());
		this.network.later(timeout, () -> fail(Happening.UNREACHABLE, ConnectFailure.UNREACHABLE));
		ask(FIRST_TIMEOUT);
	}

	private void ask(Duration timeout) {
		if (!this.from.isDialling()) {
			return;
		}
		Cut.Answer rejection = this.network.answer(this.from.host(), this.to.host());
		if (rejection != null && rejection != Cut.Answer.NONE) {
			this.network.count(Happening.REJECTED);
			Duration delay = this.network.drawLatency();
			this.network.later((rejection == Cut.Answer.LATE_REFUSAL) ? delay.plus(LATE) : delay, this::refuse);
			return;
		}
		this.network.later(timeout, () -> ask(timeout.multipliedBy(2)));
		if (this.network.isKnown(this.to.host()) && this.network.passes(this.from.host(), this.to.host())) {
			Duration delay = this.network.troubles().delayOfAnswers(this.to.host());
			this.network.later(this.network.drawLatency().plus(delay), this::answer);
		}
	}

	private void answer() {
		if (this.network.isDark(this.to.host()) || !this.network.passes(this.to.host(), this.from.host())) {
			return;
		}
		Port port = this.network.at(this.to);
		this.network.later(this.network.drawLatency(), (port != null) ? () -> establish(port) : this::refuse);
	}

	private void refuse() {
		boolean prompt = this.network.now().minus(this.began).compareTo(PROMPT) <= 0;
		fail(prompt ? Happening.REFUSED : Happening.REFUSED_LATE,
				prompt ? ConnectFailure.REFUSED : ConnectFailure.UNREACHABLE);
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
