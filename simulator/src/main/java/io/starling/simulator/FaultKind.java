package io.starling.simulator;

/**
 * What can happen to a mesh in a drawn scenario.
 */
public enum FaultKind {

	/** A member starts where none ran before. */
	JOIN("join"),

	/** A process dies, its kernel lives. */
	CRASH("crash"),

	/** A third of all processes die at once. */
	MASS_CRASH("mass crash"),

	/** A process starts again, after a crash, a host's death or a goodbye. */
	RETURN("return"),

	/** A process dies and another one runs at its address at once. */
	RESTART("restart"),

	/** A host dies, and nothing is heard of it any more. */
	HOST_DEATH("host death"),

	/** A member says goodbye. */
	LEAVE("leave"),

	/** A process stands still for less than the hang tolerance. */
	SHORT_PAUSE("short pause"),

	/** A process stands still for longer than the hang tolerance. */
	LONG_PAUSE("long pause"),

	/** Two groups do not hear each other. */
	PARTITION("partition"),

	/** One group does not hear the other. */
	ONE_WAY_PARTITION("one-way partition"),

	/** Two hosts do not hear each other. */
	CUT("cut between two"),

	/** One host hears nobody and is heard by nobody. */
	UNPLUG("unplugged cable"),

	/** A connection is broken at both ends. */
	LINK_BREAK("link break"),

	/** A connection swallows what is sent on it. */
	MUTE_LINK("mute link"),

	/** A member of another mesh starts at the address of one that is gone. */
	TAKEOVER("address taken over"),

	// Those that follow strike in some scenarios only: see Widening.

	/**
	 * A firewall between two groups answers what may not pass: dials are refused,
	 * standing connections go silent.
	 */
	REJECT("firewall that rejects"),

	/**
	 * A firewall between two groups resets what may not pass: dials are refused, standing
	 * connections break at one end.
	 */
	RESET("firewall that resets"),

	/** A host answers whoever dials it only after seconds. */
	LATE_ANSWERS("late answers"),

	/** Exactly half of all hosts die at once. */
	HALF_DEATH("death of half of the hosts"),

	/** All processes but one die at once. */
	ALL_BUT_ONE("crash of all but one"),

	/** Two halves do not hear each other. */
	HALF_PARTITION("partition into halves"),

	/** A process or a host dies, and its name is gone with it. */
	NAME_DEATH("death with the name"),

	/** The name service answers some hosts late, or not at all. */
	UNANSWERED_NAMES("unanswered names"),

	/** A stranger that knows the name of the mesh lies: see Lie. */
	LIES("lies");

	private final String words;

	FaultKind(String words) {
		this.words = words;
	}

	/** Tells whether the kind strikes in wide scenarios only. */
	boolean isWide() {
		return compareTo(REJECT) >= 0 && this != LIES;
	}

	/** Tells whether the kind is drawn apart from the other wide ones. */
	boolean isLater() {
		return compareTo(NAME_DEATH) >= 0;
	}

	/** Returns the kind in words. */
	@Override
	public String toString() {
		return this.words;
	}

}
