package io.starling.simulator.capacity;

/** What is measured of a mesh. */
enum Figure {

	FORMED("all that start at once list each other", Unit.MILLIS),

	CHANGE_HALF("a change is at half", Unit.MILLIS),

	CHANGE_99("a change is at 99 %", Unit.MILLIS),

	CHANGE_ALL("a change is at all", Unit.MILLIS),

	CRASH_HALF("a killed process is gone at half", Unit.MILLIS),

	CRASH_99("a killed process is gone at 99 %", Unit.MILLIS),

	CRASH_ALL("a killed process is gone at all", Unit.MILLIS),

	SUSPECT_ALL("a silent death is suspected by all", Unit.MILLIS),

	SILENT_HALF("a silent death is gone at half", Unit.MILLIS),

	SILENT_ALL("a silent death is gone at all", Unit.MILLIS),

	JOIN_ALL("a new member is known by all", Unit.MILLIS),

	LEAVE_ALL("a goodbye is known by all", Unit.MILLIS),

	HEALED("after a partition all agree again", Unit.MILLIS),

	REST_MESSAGES("messages sent by a member at rest", Unit.PER_SECOND),

	REST_BYTES("bytes sent by a member at rest", Unit.PER_SECOND),

	CHANGE_MESSAGES("messages for a change, for each member", Unit.COUNT),

	CHANGE_BYTES("bytes for a change, for each member", Unit.COUNT),

	FORM_MESSAGES("messages to form, for each member", Unit.COUNT),

	FORM_BYTES("bytes to form, for each member", Unit.COUNT),

	MEMORY("memory for each member, the simulator's share included", Unit.KILOBYTES),

	RUN_TIME("the simulation took", Unit.SECONDS),

	RUN_MEMORY("the simulation held in memory at most", Unit.MEGABYTES),

	EVENTS("the simulation played", Unit.EVENTS);

	private final String title;

	private final Unit unit;

	Figure(String title, Unit unit) {
		this.title = title;
		this.unit = unit;
	}

	String title() {
		return this.title;
	}

	Unit unit() {
		return this.unit;
	}

	/** What a figure counts. */
	enum Unit {

		MILLIS("ms"), PER_SECOND("1/s"), COUNT(""), KILOBYTES("kB"), SECONDS("s"), MEGABYTES("MB"), EVENTS("events");

		private final String symbol;

		Unit(String symbol) {
			this.symbol = symbol;
		}

		String symbol() {
			return this.symbol;
		}

	}

}
