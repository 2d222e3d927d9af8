package io.starling.spring.union;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.springframework.core.annotation.AnnotationAwareOrderComparator;

/**
 * The order of clients: as they say themselves, and of equal ones Starling's first,
 * because it knows most about an instance that several know.
 */
final class StarlingFirst {

	private StarlingFirst() {
	}

	static <C> List<C> of(Collection<C> clients, Class<? extends C> starling) {
		List<C> ordered = new ArrayList<>(clients);
		ordered.sort(AnnotationAwareOrderComparator.INSTANCE
			.thenComparing(Comparator.comparing((client) -> !starling.isInstance(client))));
		return ordered;
	}

}
