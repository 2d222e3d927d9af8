package io.starling.spring.registration;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.springframework.cloud.client.serviceregistry.RegistrationLifecycle;
import org.springframework.core.ResolvableType;

/**
 * The application's {@link RegistrationLifecycle} beans that are meant for this registry,
 * or for any: one that is written for Eureka's registrations is left out.
 */
final class RegistrationHooks {

	private final List<RegistrationLifecycle<StarlingRegistration>> hooks;

	RegistrationHooks(Stream<? extends RegistrationLifecycle<?>> beans) {
		this.hooks = beans.filter(RegistrationHooks::isOurs).map(RegistrationHooks::cast).toList();
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
