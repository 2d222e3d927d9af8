package io.starling.mesh;

import java.io.IOException;
import java.nio.file.Path;

import io.starling.mesh.message.Rumor.Limit;
import io.starling.mesh.model.Member;
import io.starling.mesh.protocol.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines that an operator reads: one for each notice of the protocol, none for a
 * message.
 */
final class OperatorLog {

	private static final Logger log = LoggerFactory.getLogger(Mesh.class);

	private final String mesh;

	OperatorLog(String mesh) {
		this.mesh = mesh;
	}

	void started(Member self, MeshSettings settings) {
		log.info("Mesh '{}': started as {} at {}, listening on {}, looking for others at {} seeds", this.mesh,
				self.id().toShortString(), self.endpoint(), settings.bindAddress(), settings.seeds().size());
	}

	void notice(Notice notice) {
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
		else if (notice instanceof Notice.Died died) {
			log.warn("Mesh '{}': {} at {} is dead: {}", this.mesh, died.member().id().toShortString(),
					died.member().endpoint(), died.reason());
		}
		else if (notice instanceof Notice.CutOff cutOff) {
			log.warn("Mesh '{}': {} of {} others are silent; this member is probably cut off and keeps all rows",
					this.mesh, cutOff.silent(), cutOff.others());
		}
		else if (notice instanceof Notice.OtherMesh other) {
			log.warn("Mesh '{}': a member of mesh '{}' answers at {}; if these are to be one mesh, give them one name",
					this.mesh, other.mesh(), other.endpoint());
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
		log.info("Mesh '{}': after the seeds, {} members known last are tried, from {}", this.mesh, count, file);
	}

	void peersFlawed(Path file, String flaw) {
		log.warn("Mesh '{}': {} {}; it is written anew when others are known", this.mesh, file, flaw);
	}

	void peersUnreadable(Path file, IOException cause) {
		log.warn("Mesh '{}': the members known last cannot be read: {}: {}", this.mesh, file, cause.toString());
	}

	void peersUnwritable(Path file, IOException cause) {
		log.warn("Mesh '{}': the members known last cannot be kept for the next start, as {} cannot be written: {}",
				this.mesh, file, cause.toString());
	}

	void left() {
		log.info("Mesh '{}': left", this.mesh);
	}

}
