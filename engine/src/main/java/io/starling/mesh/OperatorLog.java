package io.starling.mesh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.netty.channel.EventLoop;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.message.Rumor.Limit;
import io.starling.mesh.model.Member;
import io.starling.mesh.protocol.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that an operator reads: one for each notice of the protocol, or for several
 * deaths; none for a message. Written on a thread of the log's own. Notices belong to the
 * loop's thread; the rest is safe on any.
 */
final class OperatorLog {

	private static final Logger log = LoggerFactory.getLogger(Mesh.class);

	/** A log that blocks does not keep a member from leaving. */
	private static final Duration LAST_LINES = Duration.ofMillis(500);

	private final String mesh;

	private final LogQueue queue = LogQueue.shared();

	private final DeathLines deaths;

	OperatorLog(String mesh, EventLoop loop) {
		this.mesh = mesh;
		this.deaths = new DeathLines(mesh, loop);
	}

	void started(Member self, MeshSettings settings) {
		this.queue
			.write(() -> log.info("Mesh '{}': started as {} at {}, listening on {}, looking for others at {} seeds",
					this.mesh, self.id().toShortString(), self.endpoint(), settings.bindAddress(),
					settings.seeds().size()));
	}

	void notice(Notice notice) {
		if (notice instanceof Notice.Died died) {
			this.deaths.add(died);
		}
		else {
			this.deaths.write();
			this.queue.write(() -> write(notice));
		}
	}

	private void write(Notice notice) {
		if (notice instanceof Notice.Joined joined) {
			log.info("Mesh '{}': joined through {} at {}", this.mesh, joined.by().id().toShortString(),
					joined.by().endpoint());
		}
		else if (notice instanceof Notice.Isolated isolated && isolated.known() == 0) {
			log.info("Mesh '{}': nobody else is left; others are looked for", this.mesh);
		}
		else if (notice instanceof Notice.Isolated) {
			log.warn("Mesh '{}': no link to any member is left; what is known stays listed, and others are looked for",
					this.mesh);
		}
		else if (notice instanceof Notice.CutOff cutOff) {
			log.warn("Mesh '{}': {} of {} others are silent; this member is probably cut off", this.mesh,
					cutOff.silent(), cutOff.others());
		}
		else if (notice instanceof Notice.Away away) {
			log.warn("Mesh '{}': nobody was heard for {} s; all {} others count as dead until somebody is met again",
					this.mesh, away.unheard().toSeconds(), away.others());
		}
		else if (notice instanceof Notice.OtherMesh other) {
			log.warn("Mesh '{}': a member of mesh '{}' answers at {}; if these are to be one mesh, give them one name",
					this.mesh, other.mesh(), other.endpoint());
		}
		else if (notice instanceof Notice.OtherFormat other) {
			log.warn(
					"Mesh '{}': the member at {} speaks another version of the wire format; update one of the two in smaller steps",
					this.mesh, other.endpoint());
		}
		else {
			noticeOfKnowledge(notice);
		}
	}

	private void noticeOfKnowledge(Notice notice) {
		if (notice instanceof Notice.RowRefused refused) {
			log.warn(
					"Mesh '{}': the row {} of {} is not taken in, as it is over {} here; "
							+ "all members should have the same limits",
					this.mesh, refused.row(), refused.owner().endpoint(), words(refused.limit(), refused.allowed()));
		}
		else if (notice instanceof Notice.RefusedElsewhere refused) {
			log.warn(
					"Mesh '{}': {} does not take in this member's row {}, as it is over {} there; "
							+ "shorten it, or raise the limit on all members",
					this.mesh, refused.by().endpoint(), refused.row(), words(refused.limit(), refused.allowed()));
		}
		else if (notice instanceof Notice.BeginsAnew anew) {
			log.warn("Mesh '{}': nobody was heard for {} s; the {} members known then are forgotten, "
					+ "and the mesh is learned anew", this.mesh, anew.silence().toSeconds(), anew.known());
		}
	}

	private static String words(Limit limit, long allowed) {
		return switch (limit) {
			case ROW_SIZE -> "the " + allowed + " bytes of starling.tables.max-row-size";
			case MEMBER_SIZE -> "the " + allowed + " bytes of starling.tables.max-member-size";
			case ROWS -> "the " + allowed + " rows of a member";
		};
	}

	void peersRead(Path file, int count) {
		this.queue.write(() -> log.info("Mesh '{}': after the seeds, {} members known last are tried, from {}",
				this.mesh, count, file));
	}

	void peersFlawed(Path file, String flaw) {
		this.queue
			.write(() -> log.warn("Mesh '{}': {} {}; it is written anew when others are known", this.mesh, file, flaw));
	}

	void peersUnreadable(Path file, IOException cause) {
		this.queue.write(() -> log.warn("Mesh '{}': the members known last cannot be read: {}: {}", this.mesh, file,
				cause.toString()));
	}

	void peersUnwritable(Path file, IOException cause) {
		this.queue.write(() -> log.warn(
				"Mesh '{}': the members known last cannot be kept for the next start, as {} cannot be written: {}",
				this.mesh, file, cause.toString()));
	}

	/** The loop has ended, and the member with it; on any thread. */
	void threadEnded() {
		this.queue.write(
				() -> log.error(
						"Mesh '{}': the thread that this member lived on has ended without its leaving; "
								+ "it takes part no more, others take it for dead, and only a new start helps",
						this.mesh));
	}

	/** The last line; the result is there when it is written, or after 500 ms. */
	CompletableFuture<Void> left() {
		this.deaths.write();
		this.queue.write(() -> log.info("Mesh '{}': left", this.mesh));
		return this.queue.written(LAST_LINES);
	}

}
