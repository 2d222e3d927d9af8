package io.starling.spring.follow;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

import io.starling.mesh.log.LogQueue;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.RowId;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs the rows of one table that cannot be read, once for each member: one that sends
 * bad rows again and again must not fill the log. Never waits for the log. Safe for use
 * by several threads.
 */
public final class MalformedRows {

	private static final Log logger = LogFactory.getLog(MalformedRows.class);

	private final Set<MemberId> reported = new TreeSet<>();

	/**
	 * Logs those of members that were not logged yet. A member that has no bad row any
	 * more is forgotten.
	 * @param malformed why rows of the table cannot be read, all of them
	 */
	public synchronized void report(SortedMap<RowId, String> malformed) {
		Set<MemberId> owners = new TreeSet<>();
		malformed.forEach((id, reason) -> {
			owners.add(id.owner());
			if (this.reported.add(id.owner())) {
				LogQueue.shared()
					.write(() -> logger.warn("Left out the row " + id + ", which cannot be read: " + reason
							+ ". Later bad rows of this member are counted and not logged."));
			}
		});
		this.reported.retainAll(owners);
	}

}
