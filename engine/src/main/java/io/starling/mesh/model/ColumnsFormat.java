package io.starling.mesh.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.ByteWriter;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;

import org.jspecify.annotations.Nullable;

/**
 * The binary form of {@link Columns}: a count, then for each column its name, a type byte
 * and a length-prefixed value. The length lets a reader step over a type that it does not
 * know.
 */
final class ColumnsFormat {

	private static final int BOOLEAN = 1;

	private static final int LONG = 2;

	private static final int DOUBLE = 3;

	private static final int TEXT = 4;

	private static final int BYTES = 5;

	private static final int INSTANT = 6;

	private static final int LIST = 7;

	private static final int COLUMNS = 8;

	private ColumnsFormat() {
	}

	static boolean isColumnType(Object value) {
		return value instanceof Boolean || value instanceof Long || value instanceof Double || value instanceof String
				|| value instanceof Bytes || value instanceof Instant || value instanceof Columns;
	}

	static Bytes encode(Columns columns) {
		return writeColumns(columns).toBytes();
	}

	private static ByteWriter writeColumns(Columns columns) {
		ByteWriter out = new ByteWriter().writeVarint(columns.asMap().size());
		columns.asMap().forEach((name, value) -> writeValue(out.writeText(name), value));
		return out;
	}

	private static void writeValue(ByteWriter out, Object value) {
		ByteWriter block = new ByteWriter();
		out.writeByte(writeContent(block, value)).writeBlock(block);
	}

	private static int writeContent(ByteWriter out, Object value) {
		if (value instanceof Boolean flag) {
			out.writeByte(flag ? 1 : 0);
			return BOOLEAN;
		}
		if (value instanceof Long number) {
			out.writeVarint((number << 1) ^ (number >> 63));
			return LONG;
		}
		if (value instanceof Double number) {
			out.writeLong(Double.doubleToLongBits(number));
			return DOUBLE;
		}
		if (value instanceof String text) {
			out.writeText(text);
			return TEXT;
		}
		if (value instanceof Bytes bytes) {
			out.writeBytes(bytes);
			return BYTES;
		}
		if (value instanceof Instant instant) {
			out.writeLong(instant.getEpochSecond()).writeVarint(instant.getNano());
			return INSTANT;
		}
		if (value instanceof List<?> items) {
			out.writeVarint(items.size());
			items.forEach((item) -> writeValue(out, item));
			return LIST;
		}
		out.writeBlock(writeColumns((Columns) value));
		return COLUMNS;
	}

	static Columns decode(Bytes encoded) throws MalformedException {
		return readColumns(new ByteReader(encoded), 0);
	}

	private static Columns readColumns(ByteReader in, int depth) throws MalformedException {
		checkDepth(depth);
		int count = in.readVarint(Limits.COLUMNS, "a count of columns");
		TreeMap<String, Object> values = new TreeMap<>();
		for (int i = 0; i < count; i++) {
			String name = in.readText(Limits.KEY_LENGTH, "a column's name");
			Object value = readValue(in, depth);
			if (value != null) {
				values.put(name, value);
			}
		}
		return new Columns(values);
	}

	private static @Nullable Object readValue(ByteReader in, int depth) throws MalformedException {
		int type = in.readByte();
		ByteReader block = in.readBlock(Limits.STATE_SIZE, "a column's value");
		return switch (type) {
			case BOOLEAN -> block.readByte() != 0;
			case LONG -> {
				long zigzag = block.readVarint();
				yield (zigzag >>> 1) ^ -(zigzag & 1);
			}
			case DOUBLE -> Double.longBitsToDouble(block.readLong());
			case TEXT -> block.readText(Limits.STATE_SIZE, "a text");
			case BYTES -> block.readBytes(Limits.STATE_SIZE, "bytes");
			case INSTANT -> readInstant(block);
			case LIST -> readList(block, depth + 1);
			case COLUMNS -> readColumns(block.readBlock(Limits.STATE_SIZE, "nested columns"), depth + 1);
			default -> null;
		};
	}

	private static Instant readInstant(ByteReader in) throws MalformedException {
		try {
			return Instant.ofEpochSecond(in.readLong(), in.readVarint(999_999_999, "nanoseconds"));
		}
		catch (DateTimeException ex) {
			throw new MalformedException("an instant out of range");
		}
	}

	private static List<Object> readList(ByteReader in, int depth) throws MalformedException {
		checkDepth(depth);
		int count = in.readVarint(Limits.COLUMNS, "a count of items");
		List<Object> items = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Object item = readValue(in, depth);
			if (item != null) {
				items.add(item);
			}
		}
		return Collections.unmodifiableList(items);
	}

	private static void checkDepth(int depth) throws MalformedException {
		if (depth > Limits.COLUMN_DEPTH) {
			throw new MalformedException("columns nested deeper than " + Limits.COLUMN_DEPTH);
		}
	}

}
