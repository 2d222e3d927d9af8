package io.starling.spring.autoconfigure;

import java.util.List;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.spring.address.ReachableAddress;
import io.starling.spring.discovery.CatalogueEvents;
import io.starling.spring.discovery.ServiceCatalogue;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.InetUtilsProperties;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Starts the mesh, and the catalogue that all else reads. The mesh starts with its bean,
 * before any server, so that the table is there when the application is; it is left when
 * its bean is destroyed, after all lifecycles have stopped: the goodbye is the last word.
 * An application that has a {@link Mesh} bean already, from a bootstrap context or in a
 * parent context for example, keeps that one.
 */
@AutoConfiguration(after = UtilAutoConfiguration.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBooleanProperty(name = "starling.enabled", matchIfMissing = true)
@EnableConfigurationProperties(StarlingProperties.class)
public final class StarlingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(StarlingConnectionDetails.class)
	PropertiesStarlingConnectionDetails starlingConnectionDetails(StarlingProperties properties) {
		return new PropertiesStarlingConnectionDetails(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	MeshSettings starlingMeshSettings(StarlingProperties properties, List<StarlingConnectionDetails> connections,
			ObjectProvider<InetUtils> inetUtils, ObjectProvider<InetUtilsProperties> inetUtilsProperties,
			ObjectProvider<MeshSettingsCustomizer> customizers) {
		MeshSettings settings = new MeshSettingsFactory(properties, connections, () -> {
			InetUtilsProperties inet = inetUtilsProperties.getIfAvailable(InetUtilsProperties::new);
			return new ReachableAddress(inetUtils.getIfAvailable(() -> new InetUtils(inet)), inet);
		}).create();
		for (MeshSettingsCustomizer customizer : customizers.orderedStream().toList()) {
			settings = customizer.customize(settings);
		}
		return settings;
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	Mesh starlingMesh(MeshSettings settings) {
		return Mesh.start(settings);
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	ServiceCatalogue starlingServiceCatalogue(Mesh mesh) {
		return ServiceCatalogue.follow(mesh);
	}

	@Bean
	CatalogueEvents starlingCatalogueEvents(ServiceCatalogue catalogue, ApplicationContext context) {
		return new CatalogueEvents(catalogue, isToldAbove(context) ? (event) -> publishHere(context, event) : context);
	}

	private static boolean isToldAbove(ApplicationContext context) {
		return context.getParent() != null
				&& context.getParent().getBeanProvider(CatalogueEvents.class).stream().findAny().isPresent();
	}

	// What a context publishes, its parents hear, too, and they have events of their own.
	private static void publishHere(ApplicationContext context, Object event) {
		context
			.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
					ApplicationEventMulticaster.class)
			.multicastEvent((ApplicationEvent) event);
	}

}
