package io.starling.spring.registration;

/**
 * Changes what this application says of itself: declare a bean of this type to add
 * metadata that only the running application knows, or further services. Called each time
 * before the row is written for the first time, and after a refresh of the environment.
 */
@FunctionalInterface
public interface RegistrationCustomizer {

	/**
	 * Changes the registration.
	 * @param registration what is going to be registered, with what the properties say
	 */
	void customize(StarlingRegistration registration);

}
