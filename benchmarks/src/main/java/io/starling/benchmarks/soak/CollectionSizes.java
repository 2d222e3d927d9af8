package io.starling.benchmarks.soak;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Counts what a member holds: goes through its objects and adds up, for each field that
 * is a collection or a map, the sizes in all objects of its class. To be called on the
 * thread that changes them.
 */
final class CollectionSizes {

	private static final String OURS = "io.starling.mesh";

	/** Values, of which collections hold many; none of them grows. */
	private static final String MODEL = OURS + ".model.";

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Deque<Object> open = new ArrayDeque<>();

	private final SortedMap<String, Long> sizes = new TreeMap<>();

	private CollectionSizes() {
	}

	/**
	 * Counts.
	 * @param root where to begin
	 * @return the sizes, by class and field
	 * @throws IllegalAccessException never
	 */
	static SortedMap<String, Long> of(Object root) throws IllegalAccessException {
		CollectionSizes counting = new CollectionSizes();
		counting.visit(root);
		while (!counting.open.isEmpty()) {
			counting.fields(counting.open.remove());
		}
		return counting.sizes;
	}

	private void visit(@Nullable Object object) {
		if (object != null && isOurs(object.getClass()) && this.seen.add(object)) {
			this.open.add(object);
		}
	}

	private static boolean isOurs(Class<?> type) {
		String name = type.getName();
		return name.startsWith(OURS) && !name.startsWith(MODEL) && !type.isHidden() && !type.isEnum();
	}

	private void fields(Object object) throws IllegalAccessException {
		for (Class<?> type = object.getClass(); type != null && isOurs(type); type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
					field.setAccessible(true);
					value(type.getSimpleName() + "." + field.getName(), field.get(object));
				}
			}
		}
	}

	private void value(String name, @Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			this.sizes.merge(name, (long) map.size(), Long::sum);
			map.forEach((key, element) -> value(name + "[]", element));
		}
		else if (value instanceof Collection<?> collection) {
			this.sizes.merge(name, (long) collection.size(), Long::sum);
			collection.forEach((element) -> value(name + "[]", element));
		}
		else {
			visit(value);
		}
	}

}
