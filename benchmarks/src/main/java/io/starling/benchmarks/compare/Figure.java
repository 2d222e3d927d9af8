package io.starling.benchmarks.compare;

/**
 * What is measured of each product. Less is better in all of them.
 */
enum Figure {

	/** From the first start until all members list all. */
	FORM("forming, one member after the other", "s"),

	/** From the call that changes a member's value until all others hold it. */
	CHANGE("a change is at all", "ms"),

	/** From the signal that kills a member's process until nobody lists it. */
	CRASH("a killed member is gone from all lists", "ms"),

	/** From the call that starts a member until all who were there before list it. */
	JOIN("a new member is known by all", "ms"),

	/** From the call that makes a member leave until nobody lists it. */
	LEAVE("a goodbye is known by all", "ms"),

	/** Bytes on the wire at rest, all headers included. */
	IDLE_BYTES("at rest, for each member", "bytes/s"),

	/** Packets on the wire at rest, acknowledgements included. */
	IDLE_PACKETS("at rest, for each member", "packets/s"),

	/** CPU of the process at rest, divided by its members. */
	IDLE_CPU("at rest, for each member", "% of a core"),

	/** What the heap grew by since before the first start, divided by the members. */
	HEAP("heap for each member", "MB");

	private final String title;

	private final String unit;

	Figure(String title, String unit) {
		this.title = title;
		this.unit = unit;
	}

	/** Returns what it is, with the unit. */
	String title() {
		return this.title + ", " + this.unit;
	}

	/** Returns the unit that values are in. */
	String unit() {
		return this.unit;
	}

}
