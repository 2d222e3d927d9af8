package io.starling.demo.console;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.starling.demo.process.Slot;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the console can be told.
 *
 * @param supervise whether it starts processes: not in a container
 * @param plan how many instances of which service to start
 * @param browser whether to open the page where there is a desktop
 * @param url where people find the page; null for this process's own port on loopback
 * @param logs the folder for the instances' logs; null for one next to the jar
 */
@ConfigurationProperties("demo")
record ConsoleProperties(@DefaultValue("true") boolean supervise, @DefaultValue Map<String, Integer> plan,
		@DefaultValue("true") boolean browser, @Nullable String url, @Nullable Path logs) {

	/**
	 * Returns the slots for the plan: the first instance of each service, then the second
	 * ones, so that calls flow as early as possible.
	 * @return the slots in the order to start them in
	 */
	List<Slot> slots() {
		List<Slot> slots = new ArrayList<>();
		if (this.supervise) {
			this.plan.forEach((service, count) -> {
				for (int number = 1; number <= count; number++) {
					slots.add(Slot.of(service, number));
				}
			});
		}
		slots.sort(Comparator.comparing((slot) -> slot.name().substring(slot.service().length())));
		return slots;
	}

}
