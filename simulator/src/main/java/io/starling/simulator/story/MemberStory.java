package io.starling.simulator.story;

import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.protocol.Notice;
import io.starling.simulator.member.SimulatedMember;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the members of one host: who said what of them, and who came to
 * believe it.
 */
public final class MemberStory extends Story {

	private final String host;

	private final TreeSet<String> hosts = new TreeSet<>();

	/** By listener: what it has been told already. */
	private final TreeMap<MemberId, TreeSet<String>> told = new TreeMap<>();

	/** By viewer and subject: what the viewer believes. */
	private final TreeMap<MemberId, TreeMap<MemberId, String>> beliefs = new TreeMap<>();

	/**
	 * Begins a story.
	 * @param host the host
	 */
	public MemberStory(String host) {
		this.host = host;
	}

	@Override
	public String subject() {
		return "members on host " + this.host;
	}

	@Override
	public String others() {
		return "members ran on hosts " + this.hosts;
	}

	@Override
	public void started(SimulatedMember member) {
		super.started(member);
		this.hosts.add(member.host());
		if (member.host().equals(this.host)) {
			tell(member, null, "starts as " + member.id().toString().substring(0, 8), "");
		}
	}

	@Override
	void heard(SimulatedMember member, Rumor rumor, Supplier<Optional<String>> from) {
		MemberId subject = subjectOf(rumor);
		if (subject != null && runsOn(subject, this.host)) {
			String words = words(rumor);
			if (this.told.computeIfAbsent(member.id(), (id) -> new TreeSet<>()).add(subject + words)) {
				tell(member, from.get().orElse(null), words, "");
			}
		}
	}

	private static @Nullable MemberId subjectOf(Rumor rumor) {
		if (rumor instanceof Rumor.OfMember it) {
			return it.member().id();
		}
		if (rumor instanceof Rumor.OfVote it) {
			return it.subject();
		}
		return (rumor instanceof Rumor.OfDeath it) ? it.subject() : null;
	}

	private String words(Rumor rumor) {
		if (rumor instanceof Rumor.OfVote it) {
			return "hears that " + name(it.observer()) + " finds version " + it.version() + " " + it.evidence();
		}
		if (rumor instanceof Rumor.OfDeath it) {
			return "hears that version " + it.version() + " is dead";
		}
		Rumor.OfMember it = (Rumor.OfMember) rumor;
		return "hears version " + it.member().version() + (it.member().left() ? ", which says goodbye" : "");
	}

	@Override
	public void published(SimulatedMember member, MeshSnapshot snapshot) {
		for (MemberState state : snapshot.members().values()) {
			if (runsOn(state.member().id(), this.host)) {
				look(member, state);
			}
		}
	}

	private void look(SimulatedMember member, MemberState state) {
		String now = state.liveness().name();
		String before = this.beliefs.computeIfAbsent(member.id(), (id) -> new TreeMap<>())
			.put(state.member().id(), now);
		if (!now.equals(before)) {
			tell(member, null,
					"takes " + state.member().id().toString().substring(0, 8) + " version " + state.member().version()
							+ " for " + now + (state.reason().isEmpty() ? "" : ": " + state.reason()),
					now);
		}
	}

	@Override
	public void notified(SimulatedMember member, Notice notice) {
		if (member.host().equals(this.host)) {
			tell(member, null, "reports " + notice.getClass().getSimpleName(), "");
		}
	}

}
