package io.starling.mesh.protocol;

import java.time.Instant;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Activity;

/**
 * Hands each message that comes by an open connection to the part that it concerns.
 */
final class Inbox {

	private final Knowledge knowledge;

	private final Links links;

	private final Looks looks;

	private final Dissemination dissemination;

	private final Departures departures;

	private final Waves waves;

	private final Reconciliation reconciliation;

	Inbox(Knowledge knowledge, Links links, Looks looks, Dissemination dissemination, Departures departures,
			Waves waves, Reconciliation reconciliation) {
		this.knowledge = knowledge;
		this.links = links;
		this.looks = looks;
		this.dissemination = dissemination;
		this.departures = departures;
		this.waves = waves;
		this.reconciliation = reconciliation;
	}

	void take(Connection connection, Message message, Instant now) {
		if (message instanceof Message.Beat beat) {
			this.looks.beaten(connection, beat.next(), now);
			this.reconciliation.compare(connection, beat.digest(), now);
		}
		else if (message instanceof Message.Ping ping) {
			this.links.send(connection, new Message.Pong(ping.sequence(), this.knowledge.digest()));
		}
		else if (message instanceof Message.Pong pong) {
			this.looks.ponged(connection, pong.sequence(), now);
			this.reconciliation.compare(connection, pong.digest(), now);
		}
		else if (message instanceof Message.Gossip gossip) {
			int news = 0;
			for (Rumor rumor : gossip.rumors()) {
				news += this.dissemination.learn(rumor, connection, now) ? 1 : 0;
			}
			this.links.count(Activity.NEWS, news);
		}
		else if (message instanceof Message.Have offer) {
			this.dissemination.offered(connection, offer);
		}
		else if (message instanceof Message.Departed departed) {
			this.departures.take(connection, departed, now);
		}
		else if (message instanceof Message.Wave wave) {
			this.waves.take(connection, wave, now);
		}
		else if (message instanceof Message.Echo echo) {
			this.waves.take(connection, echo);
		}
		else {
			this.reconciliation.take(connection, message, now);
		}
	}

}
