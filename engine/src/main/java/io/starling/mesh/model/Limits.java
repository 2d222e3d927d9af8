package io.starling.mesh.model;

import java.time.Duration;

/**
 * The bounds that every member of every mesh keeps, whatever its settings: what is longer
 * is refused at the edge, before anything is allocated. All lengths are in bytes of UTF-8
 * unless said otherwise.
 */
public final class Limits {

	/** The longest name of a mesh. */
	public static final int MESH_NAME_LENGTH = 64;

	/** The longest host name (RFC 1035, section 2.3.4). */
	public static final int HOST_LENGTH = 255;

	/** The longest name of a zone. */
	public static final int ZONE_LENGTH = 64;

	/** The longest name of a table. */
	public static final int TABLE_LENGTH = 64;

	/** The longest key of a row. */
	public static final int KEY_LENGTH = 255;

	/** The most bytes in one row's state that any member may be configured to accept. */
	public static final int STATE_SIZE = 256 * 1024;

	/**
	 * The most bytes in a member record, a vote or a report of a death, and in a row
	 * beside its state: names, and fields that other releases or signatures add.
	 */
	public static final int ENVELOPE_SIZE = 4 * 1024;

	/**
	 * The highest version of a record or row: 48 bits. An owner that wrote a thousand
	 * times a second would need nine thousand years to come there.
	 */
	public static final long VERSION = (1L << 48) - 1;

	/** The most bytes in one frame, its header included. */
	public static final int FRAME_SIZE = 1024 * 1024;

	/** The most rumors in one message. */
	public static final int RUMORS_PER_MESSAGE = 4096;

	/** The most departed members in one message. */
	public static final int DEPARTURES_PER_MESSAGE = 4096;

	/** The most rows of one owner. */
	public static final int ROWS_PER_OWNER = 1024;

	/** The most columns in one row, and items in one list. */
	public static final int COLUMNS = 1024;

	/** How deep columns may be nested. */
	public static final int COLUMN_DEPTH = 8;

	/** The longest time between two beats on one link. */
	public static final Duration BEAT_INTERVAL = Duration.ofHours(1);

	private Limits() {
	}

	/**
	 * Keeps the bounds of versions.
	 * @param version the version of a record or row
	 * @param what names the value in the error
	 * @throws IllegalArgumentException if it is not 1 to {@link #VERSION}
	 */
	public static void requireVersion(long version, String what) {
		if (version < 1 || version > VERSION) {
			throw new IllegalArgumentException(what + " of " + version + ", from 1 to " + VERSION);
		}
	}

	/**
	 * Refuses names that would be others after they were encoded.
	 * @param text the name
	 * @param what names the value in the error
	 * @throws IllegalArgumentException if there is a half of a surrogate pair alone in
	 * it; the message tells where, and does not repeat the name
	 */
	public static void requireEncodable(String text, String what) {
		int i = 0;
		while (i < text.length()) {
			// Of a whole pair, this is the code point beyond all surrogates.
			int point = text.codePointAt(i);
			if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
				throw new IllegalArgumentException(
						what + " with half a character, U+" + "%04X".formatted(point) + ", at index " + i);
			}
			i += Character.charCount(point);
		}
	}

	/**
	 * Refuses names that could forge lines of a log or mislead whoever reads a page.
	 * @param text the name
	 * @param what names the value in the error
	 * @throws IllegalArgumentException if there is a control character in it; the message
	 * tells where, and does not repeat the name
	 */
	public static void requireNoControls(String text, String what) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isISOControl(text.charAt(i))) {
				throw new IllegalArgumentException(what + " with a control character, U+"
						+ "%04X".formatted((int) text.charAt(i)) + ", at index " + i);
			}
		}
	}

}
