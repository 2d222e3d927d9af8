package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message;

/**
 * Takes in who departed, as others tell it. That is certain only where this member has
 * dialled whoever tells it; anybody else who calls it certain is dialled, and asked.
 */
final class Departures {

	/** At the hello, and of those who departed while the other side learned the rest. */
	private static final int MOST = 4;

	private final DepartedMembers departed;

	private final Links links;

	private final Dissemination dissemination;

	private final Duration patience;

	Departures(Knowledge knowledge, Links links, Dissemination dissemination, Settings settings) {
		this.departed = knowledge.departed();
		this.links = links;
		this.dissemination = dissemination;
		this.patience = settings.pingTimeout();
	}

	void take(Connection from, Message.Departed message, Instant now) {
		if (from.departures.exceeds(MOST, now)) {
			return;
		}
		boolean dialled = from.id.dialled();
		boolean unsure = false;
		List<Departure> news = new ArrayList<>();
		for (Departure departure : message.departures()) {
			unsure |= !dialled && departure.certain() && this.departed.isNews(departure);
			Departure believed = dialled ? departure : departure.presumed();
			if (this.dissemination.learn(believed, from, now)) {
				news.add(believed);
			}
		}
		if (unsure) {
			ask(from, now);
		}
		if (dialled && !news.isEmpty()) {
			Message.Departed more = new Message.Departed(news);
			this.links.carriers().all().stream().filter((link) -> link != from).forEach((link) -> {
				this.links.send(link, more);
			});
		}
	}

	/** One at a time: a connection that nobody needs stays for some seconds. */
	private void ask(Connection teller, Instant now) {
		if (!this.links.any((it) -> it.purpose == Connection.Purpose.ASK)) {
			this.links.dial(teller.peer().endpoint(), Connection.Purpose.ASK, null, this.patience, now);
		}
	}

}
