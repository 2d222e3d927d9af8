package io.starling.spring.autoconfigure.registration;

import io.starling.mesh.Mesh;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.autoconfigure.StarlingProperties;
import io.starling.spring.registration.AdditionalService;
import io.starling.spring.registration.Drain;
import io.starling.spring.registration.ObserverAnnouncement;
import io.starling.spring.registration.RegistrationCustomizer;
import io.starling.spring.registration.RegistrationHooks;
import io.starling.spring.registration.RegistrationRefresh;
import io.starling.spring.registration.SlowStart;
import io.starling.spring.registration.StarlingAutoServiceRegistration;
import io.starling.spring.registration.StarlingRegistration;
import io.starling.spring.registration.StarlingServiceRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationAutoConfiguration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationConfiguration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistrationProperties;
import org.springframework.cloud.client.serviceregistry.RegistrationLifecycle;
import org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;

/**
 * Registers the application. Spring Cloud injects one registry, one registration and one
 * automatic registration, so beside another registry ours step back: as fallback beans
 * they are injected only where there is no other. Of several contexts, one above the
 * other, each registers what it is itself.
 */
@AutoConfiguration(after = StarlingAutoConfiguration.class,
		before = { ServiceRegistryAutoConfiguration.class, AutoServiceRegistrationAutoConfiguration.class })
@ConditionalOnDiscoveryEnabled
@ConditionalOnBean(Mesh.class)
@Import(AutoServiceRegistrationConfiguration.class)
public final class StarlingServiceRegistryAutoConfiguration {

	@Bean
	@Fallback
	@ConditionalOnMissingBean
	StarlingServiceRegistry starlingServiceRegistry(Mesh mesh) {
		return StarlingServiceRegistry.of(mesh);
	}

	@Bean
	@ConditionalOnMissingBean(value = StarlingAutoServiceRegistration.class, search = SearchStrategy.CURRENT)
	ObserverAnnouncement starlingObserverAnnouncement(ApplicationEventPublisher publisher,
			StarlingProperties properties) {
		return new ObserverAnnouncement(publisher, properties);
	}

	/** What only an application that offers itself has. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "spring.cloud.service-registry.auto-registration.enabled",
			matchIfMissing = true)
	@ConditionalOnBooleanProperty(name = "starling.register", matchIfMissing = true)
	static final class RegisteringConfiguration {

		@Bean
		@Fallback
		@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
		StarlingRegistration starlingRegistration(ApplicationContext context, Mesh mesh, StarlingProperties properties,
				ObjectProvider<AdditionalService> services, AutoServiceRegistrationProperties registrationProperties) {
			StarlingRegistration registration = StarlingRegistration.of(context, mesh.self(), properties.instanceId(),
					registrationProperties.isRegisterManagement());
			properties.aliases().stream().map(AdditionalService::alias).forEach(registration::addService);
			services.orderedStream().forEach(registration::addService);
			return registration;
		}

		@Bean
		@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
		Drain starlingDrain(StarlingProperties properties, ApplicationEventPublisher publisher) {
			return new Drain(properties.drain().timeout(), properties.drain().linger(), publisher);
		}

		@Bean
		RegistrationHooks starlingRegistrationHooks(ObjectProvider<RegistrationLifecycle<?>> hooks,
				ObjectProvider<RegistrationCustomizer> customizers) {
			return new RegistrationHooks(hooks.orderedStream(), customizers.orderedStream());
		}

		@Bean
		@Fallback
		@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
		StarlingAutoServiceRegistration starlingAutoServiceRegistration(ApplicationContext context,
				StarlingServiceRegistry registry, StarlingRegistration registration, RegistrationHooks hooks,
				Drain drain, StarlingProperties properties, AutoServiceRegistrationProperties registrationProperties) {
			return new StarlingAutoServiceRegistration(context, registry, registration, hooks, drain,
					new SlowStart(properties.slowStart()),
					() -> properties.register() && registrationProperties.isEnabled());
		}

		/** What only an application whose environment can change has. */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(EnvironmentChangeEvent.class)
		static final class RefreshConfiguration {

			@Bean
			RegistrationRefresh starlingRegistrationRefresh(StarlingAutoServiceRegistration registration) {
				return new RegistrationRefresh(registration);
			}

		}

	}

}
