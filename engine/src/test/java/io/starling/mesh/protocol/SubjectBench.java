package io.starling.mesh.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;

import static io.starling.mesh.protocol.Bench.id;

/**
 * A member with hand-made peers, of whom number 1 is the subject of what is said.
 */
abstract class SubjectBench {

	final Bench bench = new Bench();

	final List<ConnectionId> peers = new ArrayList<>();

	void join(int count) {
		for (int i = 1; i <= count; i++) {
			this.peers.add(this.bench.join(i));
		}
		this.bench.pass(Duration.ofSeconds(3), all());
		this.bench.out.forget();
	}

	ConnectionId[] all() {
		return this.peers.toArray(ConnectionId[]::new);
	}

	ConnectionId[] allButTheSubject() {
		return this.peers.subList(1, this.peers.size()).toArray(ConnectionId[]::new);
	}

	/** An observer's vote comes from number 2. */
	void vote(int observer, Evidence evidence) {
		this.bench.receive(this.peers.get(1), vote(observer, 1, evidence));
	}

	static Rumor vote(int observer, long version, Evidence evidence) {
		return new Rumor.OfVote(id(1), version, id(observer), evidence);
	}

	/** The subject's process ends. */
	void end() {
		this.bench.end(this.peers.get(0), 1);
	}

}
