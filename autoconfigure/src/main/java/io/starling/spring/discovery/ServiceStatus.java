package io.starling.spring.discovery;

import java.util.Locale;

/**
 * What a service says of itself in its row. Only instances that say {@link #UP} are
 * returned by discovery.
 */
public enum ServiceStatus {

	/** The process runs and is not yet ready for requests. */
	STARTING,

	/** It accepts requests. */
	UP,

	/** It finishes the requests it has, and should get no new ones. */
	DRAINING,

	/** An operator took it out. */
	OUT_OF_SERVICE,

	/** It does not work. */
	DOWN,

	/** It says nothing, or a word that this version does not know. */
	UNKNOWN;

	/**
	 * Reads a status that another member wrote.
	 * @param text the status in any case
	 * @return the status, or {@link #UNKNOWN} for a word of a later version
	 */
	public static ServiceStatus parse(String text) {
		String name = text.strip().toUpperCase(Locale.ROOT);
		for (ServiceStatus status : values()) {
			if (status.name().equals(name)) {
				return status;
			}
		}
		return UNKNOWN;
	}

}
