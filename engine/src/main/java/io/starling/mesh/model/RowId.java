package io.starling.mesh.model;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * Names a row: which table, whose, and which of its owner's rows. Ordered by owner first,
 * so that one owner's rows stand together.
 *
 * @param table the table's name, 1 to 64 bytes
 * @param owner the only member that may write the row
 * @param key tells apart the owner's rows in the table, at most 255 bytes, often empty
 */
public record RowId(String table, MemberId owner, String key) implements Comparable<RowId> {

	private static final Comparator<RowId> ORDER = Comparator.comparing(RowId::owner)
		.thenComparing(RowId::table)
		.thenComparing(RowId::key);

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if the table is unnamed or has control characters
	 * in its name, or a name is too long or has half of a surrogate pair alone
	 */
	public RowId {
		require(!table.isEmpty(), "A table has a name");
		Limits.requireNoControls(table, "a table's name");
		Limits.requireEncodable(table, "a table's name");
		Limits.requireEncodable(key, "a row's key");
		require(length(table) <= Limits.TABLE_LENGTH, "A table's name has at most " + Limits.TABLE_LENGTH + " bytes");
		require(length(key) <= Limits.KEY_LENGTH, "A row's key has at most " + Limits.KEY_LENGTH + " bytes");
	}

	private static int length(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

	@Override
	public int compareTo(RowId other) {
		return ORDER.compare(this, other);
	}

	/**
	 * Returns {@code table/owner/key}, the owner shortened; control characters in the key
	 * are escaped, so that it may be logged.
	 */
	@Override
	public String toString() {
		return this.table + "/" + this.owner.toShortString() + "/" + escaped(this.key);
	}

	private static String escaped(String text) {
		StringBuilder escaped = new StringBuilder();
		for (int i = 0; i < text.length(); i++) {
			char each = text.charAt(i);
			escaped.append(Character.isISOControl(each) ? "\\u%04x".formatted((int) each) : String.valueOf(each));
		}
		return escaped.toString();
	}

}
