package io.starling.demo;

import java.util.Locale;
import java.util.Map;

import io.starling.demo.console.ConsoleApplication;
import io.starling.demo.inventory.InventoryApplication;
import io.starling.demo.pricing.PricingApplication;
import io.starling.demo.storefront.StorefrontApplication;

/**
 * What a process of the demo is.
 */
public enum Role {

	/** Serves the page and looks after the others. */
	CONSOLE(ConsoleApplication.class),

	/** Calls the two others. */
	STOREFRONT(StorefrontApplication.class),

	/** Knows how many there are. */
	INVENTORY(InventoryApplication.class),

	/** Knows what they cost. */
	PRICING(PricingApplication.class);

	private static final String ARGUMENT = "--role=";

	private final Class<?> application;

	Role(Class<?> application) {
		this.application = application;
	}

	/**
	 * Returns the application of this role.
	 * @return its configuration class
	 */
	Class<?> application() {
		return this.application;
	}

	/**
	 * Returns the name that people, properties and the mesh use: for a service, its id.
	 * @return the name in lower case
	 */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Finds out what a process is to be.
	 * @param args the command line: {@code --role=inventory}
	 * @param environment the environment: {@code DEMO_ROLE=inventory}
	 * @return the role, the console if neither names one
	 * @throws IllegalArgumentException if there is no such role
	 */
	static Role of(String[] args, Map<String, String> environment) {
		String wanted = environment.getOrDefault("DEMO_ROLE", CONSOLE.label());
		for (String arg : args) {
			if (arg.startsWith(ARGUMENT)) {
				wanted = arg.substring(ARGUMENT.length());
			}
		}
		for (Role role : values()) {
			if (role.label().equals(wanted)) {
				return role;
			}
		}
		throw new IllegalArgumentException(
				"There is no role '" + wanted + "': take console, storefront, inventory or pricing");
	}

}
