package io.starling.spring.registration;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.springframework.cloud.client.serviceregistry.RegistrationLifecycle;
import org.springframework.core.ResolvableType;

/**
 * The application's code around its registration: its {@link RegistrationCustomizer}s and
 * its {@link RegistrationLifecycle} beans that are meant for this registry, or for any;
 * one that is written for Eureka's registrations is left out.
 */
public final class RegistrationHooks {

	private final List<RegistrationLifecycle<StarlingRegistration>> hooks;

	private final List<RegistrationCustomizer> customizers;

	/**
	 * Creates the hooks.
	 * @param hooks called around registering and withdrawing, in this order
	 * @param customizers called before registering, in this order
	 */
	public RegistrationHooks(Stream<? extends RegistrationLifecycle<?>> hooks,
			Stream<RegistrationCustomizer> customizers) {
		this.hooks = hooks.filter(RegistrationHooks::isOurs).map(RegistrationHooks::cast).toList();
		this.customizers = customizers.toList();
	}

	void customize(StarlingRegistration registration) {
		this.customizers.forEach((customizer) -> customizer.customize(registration));
	}

	void call(StarlingRegistration registration,
			BiConsumer<RegistrationLifecycle<StarlingRegistration>, StarlingRegistration> hook) {
		this.hooks.forEach((bean) -> hook.accept(bean, registration));
	}

	private static boolean isOurs(RegistrationLifecycle<?> bean) {
		Class<?> wanted = ResolvableType.forInstance(bean).as(RegistrationLifecycle.class).getGeneric(0).resolve();
		return wanted == null || wanted.isAssignableFrom(StarlingRegistration.class);
	}

	@SuppressWarnings("unchecked")
	private static RegistrationLifecycle<StarlingRegistration> cast(RegistrationLifecycle<?> bean) {
		return (RegistrationLifecycle<StarlingRegistration>) bean;
	}

}
