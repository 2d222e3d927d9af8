package io.starling.mesh;

import java.time.Duration;

import io.starling.mesh.MeshStatus.Condition;
import io.starling.mesh.model.MeshSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What a member's status is found from.
 *
 * @param settings what it runs with
 * @param snapshot what it knows
 * @param unreachable how many of its neighbours have had no link for long
 * @param lastFailure what the last attempt to connect failed with; empty for none
 * @param heard how long ago another member was heard; null if none ever was
 */
record Standing(MeshSettings settings, MeshSnapshot snapshot, int unreachable, String lastFailure,
		@Nullable Duration heard) {

	/** How the connection of a member that has not left is. */
	MeshStatus status() {
		int links = this.snapshot.linked().size();
		if (this.snapshot.cutOff()) {
			return new MeshStatus(Condition.CUT_OFF, cutOff(links) + failure(), links, this.heard);
		}
		if (links > 0) {
			return new MeshStatus(Condition.CONNECTED, connected(links), links, this.heard);
		}
		if (others() > 0) {
			return new MeshStatus(Condition.ISOLATED,
					"no link to any of " + others() + " known members stands; all rows stay listed" + failure(), 0,
					this.heard);
		}
		String why = (this.heard == null) ? "no other member was found yet, " : "no other member is left, ";
		return new MeshStatus(Condition.ALONE, why + this.settings.seeds().size() + " seeds are tried" + failure(), 0,
				this.heard);
	}

	private String cutOff(int links) {
		if (links > 0) {
			return "most others are silent, so this member is probably cut off; all rows stay listed";
		}
		Duration away = this.settings.protocol().retention().dividedBy(2);
		return "none of " + others() + " others answers, so this member is probably cut off, or the only one left; "
				+ "all rows stay listed until nobody was heard for " + away.toSeconds()
				+ " s, but those of processes that were seen to end";
	}

	private String connected(int links) {
		String words = links + " links to " + others() + " other members";
		return (this.unreachable == 0) ? words
				: words + "; " + this.unreachable + " of " + this.snapshot.neighbours().size()
						+ " neighbours cannot be reached at the address that they advertise" + failure();
	}

	private int others() {
		return this.snapshot.present().size() - 1;
	}

	private String failure() {
		return this.lastFailure.isEmpty() ? "" : "; the last attempt to connect: " + this.lastFailure;
	}

}
