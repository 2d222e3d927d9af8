package io.starling.demo.console;

import java.util.Map;
import java.util.TreeMap;

import io.starling.demo.console.LogLine.Tone;
import io.starling.mesh.MeshListener;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what differs between two snapshots.
 */
class MeshEvents implements MeshListener {

	private final MeshView mesh;

	private final Names names;

	private final EventLog log;

	MeshEvents(MeshView mesh, Names names, EventLog log) {
		this.mesh = mesh;
		this.names = names;
		this.log = log;
	}

	@Override
	public void changed(MeshSnapshot before, MeshSnapshot after) {
		Map<MemberId, Registered> listedBefore = byMember(before);
		Map<MemberId, Registered> listedAfter = byMember(after);
		after.all().forEach((state) -> compare(before.members().get(state.member().id()), state));
		listedAfter.forEach((member, now) -> compare(listedBefore.get(member), now));
		listedBefore.forEach((member, instance) -> {
			if (!listedAfter.containsKey(member) && after.member(member).filter(MemberState::isPresent).isPresent()) {
				this.log.add(Tone.WARN, instance.name(), "is no longer listed");
			}
		});
		if (before.cutOff() != after.cutOff()) {
			this.log.add(after.cutOff() ? Tone.BAD : Tone.GOOD, "console",
					after.cutOff() ? "seems to be cut off from the mesh" : "is back in the mesh");
		}
	}

	private Map<MemberId, Registered> byMember(MeshSnapshot snapshot) {
		Map<MemberId, Registered> listed = new TreeMap<>();
		this.mesh.registered(snapshot).forEach((instance) -> listed.put(instance.member(), instance));
		return listed;
	}

	private void compare(@Nullable MemberState before, MemberState after) {
		Liveness was = (before != null) ? before.liveness() : null;
		Liveness is = after.liveness();
		if (was == is) {
			return;
		}
		String who = this.names.of(after.member().id());
		switch (is) {
			case ALIVE -> this.log.add(Tone.GOOD, who,
					(was == null) ? "joined from " + after.member().endpoint() : "is alive after all");
			case SUSPECT -> this.log.add(Tone.WARN, who, "is suspected: " + after.reason());
			case DEAD -> this.log.add(Tone.BAD, who, "died: " + after.reason());
			case LEFT -> this.log.add(Tone.WARN, who, "left");
		}
	}

	private void compare(@Nullable Registered before, Registered after) {
		if (before == null) {
			this.log.add(Tone.GOOD, after.name(), "is listed: " + after.status() + " at " + after.address());
		}
		else if (!before.status().equals(after.status())) {
			this.log.add("UP".equals(after.status()) ? Tone.GOOD : Tone.WARN, after.name(),
					"is " + after.status() + ", was " + before.status());
		}
	}

}
