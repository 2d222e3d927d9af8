package io.starling.simulator.member;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Measures every collection, map and array that can be reached from an object of the
 * engine: by the class and the name of the field that holds it, how much is in all of
 * these fields together; what is in the collections of a collection counts for itself, as
 * {@code Class.field[]}. Values (records, rows, messages and their bytes) are looked at
 * from outside only.
 */
final class CollectionSizes {

	private static final String ENGINE = "io.starling.mesh.";

	/** What a value is made of has limits of its own. */
	private static final List<String> VALUES = List.of("io.starling.mesh.bytes.", "io.starling.mesh.message.",
			"io.starling.mesh.model.");

	private static final String SNAPSHOT = "io.starling.mesh.model.MeshSnapshot";

	private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {

		@Override
		protected List<Field> computeValue(Class<?> type) {
			return fieldsOf(type);
		}

	};

	/**
	 * Objects are told apart by identity; in which order they lie here decides nothing.
	 */
	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final ArrayDeque<Object> rest = new ArrayDeque<>();

	private final TreeMap<String, Long> sizes = new TreeMap<>();

	private CollectionSizes() {
	}

	/**
	 * Measures all that can be reached.
	 * @param root where to begin
	 * @return how much there is, by {@code Class.field}
	 */
	static SortedMap<String, Long> of(Object root) {
		CollectionSizes walk = new CollectionSizes();
		walk.visit(root);
		while (!walk.rest.isEmpty()) {
			walk.look(walk.rest.remove());
		}
		return walk.sizes;
	}

	private void visit(@Nullable Object object) {
		if (object != null && isOurs(object.getClass()) && this.seen.add(object)) {
			this.rest.add(object);
		}
	}

	private static boolean isOurs(Class<?> type) {
		String name = type.getName();
		return name.startsWith(ENGINE) && !type.isEnum() && !type.isHidden()
				&& (name.equals(SNAPSHOT) || VALUES.stream().noneMatch(name::startsWith));
	}

	private void look(Object object) {
		for (Field field : FIELDS.get(object.getClass())) {
			String name = field.getDeclaringClass().getName();
			String label = name.substring(name.lastIndexOf('.') + 1).replace('$', '.') + "." + field.getName();
			try {
				measure(label, field.get(object));
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException("Cannot read " + label, ex);
			}
		}
	}

	private void measure(String label, @Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			add(label, map.size());
			map.forEach((key, each) -> {
				visit(key);
				measureInner(label, each);
			});
		}
		else if (value instanceof Collection<?> collection) {
			add(label, collection.size());
			collection.forEach((each) -> measureInner(label, each));
		}
		else if (value instanceof BitSet bits) {
			add(label, bits.size());
		}
		else if (value instanceof Optional<?> optional) {
			optional.ifPresent((each) -> measure(label, each));
		}
		else if (value != null && value.getClass().isArray()) {
			add(label, Array.getLength(value));
			if (value instanceof Object[] array) {
				for (Object each : array) {
					measureInner(label, each);
				}
			}
		}
		else {
			visit(value);
		}
	}

	private void measureInner(String label, @Nullable Object each) {
		if (each instanceof Map<?, ?> || each instanceof Collection<?>) {
			measure(label + "[]", each);
		}
		else {
			visit(each);
		}
	}

	private void add(String label, int size) {
		this.sizes.merge(label, (long) size, Long::sum);
	}

	private static List<Field> fieldsOf(Class<?> type) {
		List<Field> fields = new ArrayList<>();
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			for (Field field : each.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
					field.setAccessible(true);
					fields.add(field);
				}
			}
		}
		return fields;
	}

}
