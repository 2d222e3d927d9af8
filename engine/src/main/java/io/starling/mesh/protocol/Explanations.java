package io.starling.mesh.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import org.jspecify.annotations.Nullable;

/**
 * Tells people why members count as what they count as. Looks only, and changes nothing.
 */
public final class Explanations {

	private static final int ID_LENGTH = MemberId.MIN.toString().length();

	private static final Pattern ID = Pattern.compile("[0-9a-f]{1," + ID_LENGTH + "}");

	private final Knowledge knowledge;

	private final Suspicions suspicions;

	Explanations(Knowledge knowledge, Suspicions suspicions) {
		this.knowledge = knowledge;
		this.suspicions = suspicions;
	}

	/**
	 * Explains the members that a name fits.
	 * @param name the beginning of a member's id, its address, or the key of a row that
	 * it has or had; not empty
	 * @return the explanations, in order of id
	 */
	public List<Explanation> of(String name) {
		NavigableSet<MemberId> sought = new TreeSet<>(this.knowledge.rows().ownersOf(name));
		sought.addAll(begunBy(name.toLowerCase(Locale.ROOT)));
		sought.addAll(livingAt(name));
		List<Explanation> found = new ArrayList<>();
		for (MemberId id : sought) {
			MemberState state = this.knowledge.roster().get(id);
			if (state != null) {
				found.add(explain(state, this.suspicions.lastCase(state.member())));
			}
		}
		return found;
	}

	/** Ids are ordered as their digits are. */
	private Set<MemberId> begunBy(String digits) {
		if (!ID.matcher(digits).matches()) {
			return Collections.emptySet();
		}
		int missing = ID_LENGTH - digits.length();
		return this.knowledge.roster()
			.states()
			.subMap(MemberId.parse(digits + "0".repeat(missing)), true, MemberId.parse(digits + "f".repeat(missing)),
					true)
			.keySet();
	}

	private List<MemberId> livingAt(String address) {
		try {
			Endpoint endpoint = Endpoint.parse(address);
			return this.knowledge.roster()
				.states()
				.values()
				.stream()
				.filter((state) -> state.member().endpoint().equals(endpoint))
				.map((state) -> state.member().id())
				.toList();
		}
		catch (IllegalArgumentException ex) {
			// Another kind of name.
			return List.of();
		}
	}

	private Explanation explain(MemberState state, @Nullable Case about) {
		MemberId id = state.member().id();
		return new Explanation(state, List.copyOf(observers(state, about)), (about != null) ? about.shown() : null,
				List.copyOf(this.knowledge.rows().of(id).values()), this.knowledge.rows().withdrawalsOf(id));
	}

	private NavigableSet<MemberId> observers(MemberState state, @Nullable Case about) {
		if (state.isPresent()) {
			return this.knowledge.roster().observersOf(state.member().id());
		}
		return (about != null) ? about.observers() : Collections.emptyNavigableSet();
	}

}
