package io.starling.mesh.protocol;

import java.time.Instant;
import java.util.List;

import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.message.Message.Hello;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Hellos: the side that dialled speaks first, the other answers, and then both know with
 * whom they talk. Strangers to the mesh, this member itself and surplus connections are
 * sent away with the reason.
 */
final class Handshake {

	private final String mesh;

	private final Knowledge knowledge;

	private final Links links;

	private final Dissemination dissemination;

	private final Neighbourhood neighbourhood;

	private final Joining joining;

	private final Meetings meetings;

	Handshake(String mesh, Knowledge knowledge, Links links, Dissemination dissemination, Neighbourhood neighbourhood,
			Joining joining, Meetings meetings) {
		this.meetings = meetings;
		this.mesh = mesh;
		this.knowledge = knowledge;
		this.links = links;
		this.dissemination = dissemination;
		this.neighbourhood = neighbourhood;
		this.joining = joining;
	}

	/** The time that a look-up takes is not the other side's. */
	void looksUp(@Nullable Connection connection, boolean underWay, Instant now) {
		if (connection != null && connection.isAskedFor()) {
			connection.advance(underWay ? Connection.Stage.LOOKING_UP : Connection.Stage.DIALLING, now);
		}
	}

	/** A dialled connection stands: says hello. */
	void connected(@Nullable Connection connection, Instant now) {
		if (connection != null) {
			connection.advance(Connection.Stage.GREETING, now);
			greet(connection);
		}
	}

	private void greet(Connection connection) {
		boolean alone = this.links.isAlone() || connection.purpose == Connection.Purpose.ASK;
		this.links.send(connection, new Hello(this.mesh, this.knowledge.self(), alone, this.knowledge.digest()));
	}

	/** The other side says hello. */
	void greeted(Connection connection, Hello hello, Instant now) {
		if (connection.isOpen()) {
			return;
		}
		Member peer = hello.member();
		if (!hello.mesh().equals(this.mesh)) {
			if (connection.endpoint != null) {
				this.joining.isOfOtherMesh(connection.endpoint, hello.mesh());
			}
			else {
				// Or the other side would never learn whom it has reached.
				greet(connection);
			}
			replacedIfExpected(connection, now);
			this.links.close(connection, Goodbye.Reason.OTHER_MESH);
			return;
		}
		if (this.knowledge.isSelf(peer.id())) {
			// Under another name; the next time it may lead to somebody else.
			this.links.close(connection, Goodbye.Reason.SELF);
			return;
		}
		this.meetings.begin(now);
		if (!connection.id.dialled()) {
			greet(connection);
		}
		open(connection, hello, now);
	}

	private void open(Connection connection, Hello hello, Instant now) {
		Member peer = hello.member();
		boolean wasAlone = this.links.isAlone();
		boolean known = this.meetings.isAcquainted(peer.id(), now);
		this.links.open(connection, peer, now);
		if (connection.expected != null && !connection.expected.equals(peer.id())) {
			this.neighbourhood.replaced(connection.expected, now);
		}
		this.joining.answered(connection, peer.id());
		this.neighbourhood.opened(connection, now);
		this.dissemination.learn(new Rumor.OfMember(peer), connection, now);
		if (isSurplus(connection, peer.id(), now)) {
			this.links.close(connection, Goodbye.Reason.DUPLICATE);
			return;
		}
		closeOwnSurplus(peer.id(), now);
		if (hello.alone()) {
			this.links.carriers().welcome(connection);
		}
		else if (wasAlone) {
			// Whoever dials may be anybody.
			connection.joiningUntil = connection.id.dialled() ? now.plus(Newcomer.LEARNING) : Instant.MIN;
			this.joining.joined();
		}
		this.meetings.tell(connection, hello, known, wasAlone, now);
	}

	/** The other side sends this member away. */
	void dismissed(Connection connection, Goodbye.Reason reason, Instant now) {
		this.links.drop(connection);
		if (reason == Goodbye.Reason.OTHER_MESH || reason == Goodbye.Reason.SELF) {
			replacedIfExpected(connection, now);
		}
		else if (reason == Goodbye.Reason.FORMAT && connection.endpoint != null) {
			this.joining.isOfOtherFormat(connection.endpoint);
			this.neighbourhood.cannotTalkTo(connection, now);
		}
		else if (reason == Goodbye.Reason.UNNEEDED) {
			this.neighbourhood.unneeded(connection, now);
		}
		this.joining.tryNext(now);
	}

	/** Sees to newcomers, and gives up on connections whose hello has not come. */
	void tick(List<Connection> speechless, Instant now) {
		this.meetings.tick(now);
		for (Connection connection : speechless) {
			this.links.drop(connection);
			this.neighbourhood.unreached(connection, (connection.stage == Connection.Stage.LOOKING_UP)
					? ConnectFailure.UNRESOLVED : ConnectFailure.UNREACHABLE, now);
		}
	}

	private void replacedIfExpected(Connection connection, Instant now) {
		if (connection.expected != null) {
			this.neighbourhood.replaced(connection.expected, now);
		}
	}

	/**
	 * Only the side that dialled a surplus connection closes it, so that the two never
	 * close both; one that asks stays until the answer is there.
	 */
	private boolean isSurplus(Connection connection, MemberId peer, Instant now) {
		return connection.id.dialled() && !connection.isAsking(now)
				&& this.links.to(peer).orElse(connection) != connection;
	}

	private void closeOwnSurplus(MemberId peer, Instant now) {
		for (Connection other : this.links.open()) {
			if (other.leadsTo(peer) && isSurplus(other, peer, now)) {
				this.links.close(other, Goodbye.Reason.DUPLICATE);
			}
		}
	}

}
