package io.starling.spring.autoconfigure.health;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where {@code starling.health.required-services} names a service; lists may be
 * written in several forms, which conditions on single properties do not know.
 */
final class OnRequiredServices extends SpringBootCondition {

	private static final String PROPERTY = "starling.health.required-services";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		List<String> services = Binder.get(context.getEnvironment())
			.bind(PROPERTY, Bindable.listOf(String.class))
			.orElseGet(List::of);
		ConditionMessage.Builder message = ConditionMessage.forCondition("Required services");
		return services.isEmpty() ? ConditionOutcome.noMatch(message.because("none is named"))
				: ConditionOutcome.match(message.found("service", "services").items(services));
	}

}
