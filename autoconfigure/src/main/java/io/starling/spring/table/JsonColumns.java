package io.starling.spring.table;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Columns;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * Columns as a tree of Jackson's, and back. A column is missing where the tree has a
 * null. Numbers that neither a long nor a double holds exactly become texts. What is no
 * object, a text or a list for example, stands alone in a column without a name.
 */
final class JsonColumns {

	private static final String ALONE = "";

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private JsonColumns() {
	}

	static Columns of(JsonNode tree) {
		if (!tree.isObject()) {
			return Columns.EMPTY.with(ALONE, value(ALONE, tree));
		}
		if (tree.has(ALONE)) {
			throw new IllegalArgumentException("a column must have a name");
		}
		return Columns.of(values("", tree));
	}

	private static Map<String, Object> values(String prefix, JsonNode object) {
		Map<String, Object> values = new LinkedHashMap<>();
		object.forEachEntry((name, node) -> {
			if (!node.isNull()) {
				values.put(name, value(prefix + name, node));
			}
		});
		return values;
	}

	private static Object value(String name, JsonNode node) {
		return switch (node.getNodeType()) {
			case BOOLEAN -> node.booleanValue();
			case NUMBER -> number(node);
			case STRING -> node.stringValue();
			case BINARY -> Bytes.copyOf(node.binaryValue());
			case ARRAY -> items(name, node);
			case OBJECT -> values(name + ".", node);
			case POJO -> embedded(name, (POJONode) node);
			case NULL, MISSING -> throw new IllegalArgumentException("there is nothing in '" + name + "'");
		};
	}

	private static Object number(JsonNode node) {
		return switch (node.numberType()) {
			case INT, LONG -> node.longValue();
			case FLOAT, DOUBLE -> node.doubleValue();
			case BIG_INTEGER -> integer(node.bigIntegerValue());
			case BIG_DECIMAL -> node.decimalValue().toString();
		};
	}

	private static Object integer(BigInteger value) {
		return (value.bitLength() < Long.SIZE) ? (Object) value.longValue() : value.toString();
	}

	private static List<Object> items(String name, JsonNode array) {
		List<Object> items = new ArrayList<>();
		array.forEach((node) -> items.add(value(name + "[" + items.size() + "]", node)));
		return items;
	}

	private static Object embedded(String name, POJONode node) {
		if (node.getPojo() instanceof Instant instant) {
			return instant;
		}
		if (node.getPojo() instanceof byte[] bytes) {
			return Bytes.copyOf(bytes);
		}
		throw new IllegalArgumentException("no column can hold '" + name + "', " + node.getPojo());
	}

	static JsonNode toTree(Columns columns) {
		Map<String, Object> values = columns.asMap();
		Object alone = values.get(ALONE);
		return (alone != null && values.size() == 1) ? node(alone) : object(columns);
	}

	private static ObjectNode object(Columns columns) {
		ObjectNode object = NODES.objectNode();
		columns.asMap().forEach((name, value) -> object.set(name, node(value)));
		return object;
	}

	private static JsonNode node(Object value) {
		if (value instanceof Columns columns) {
			return object(columns);
		}
		if (value instanceof List<?> items) {
			ArrayNode array = NODES.arrayNode();
			items.forEach((item) -> array.add(node(item)));
			return array;
		}
		if (value instanceof Boolean flag) {
			return NODES.booleanNode(flag);
		}
		if (value instanceof Long number) {
			return NODES.numberNode((long) number);
		}
		if (value instanceof Double number) {
			return NODES.numberNode((double) number);
		}
		if (value instanceof Bytes bytes) {
			return NODES.binaryNode(bytes.toArray());
		}
		return (value instanceof String text) ? NODES.stringNode(text) : NODES.pojoNode(value);
	}

}
