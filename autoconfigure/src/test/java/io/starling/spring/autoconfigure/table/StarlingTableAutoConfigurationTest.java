package io.starling.spring.autoconfigure.table;

import java.util.UUID;

import io.starling.mesh.Mesh;
import io.starling.spring.autoconfigure.StarlingAutoConfiguration;
import io.starling.spring.table.MeshTable;
import io.starling.spring.table.MeshTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class StarlingTableAutoConfigurationTest {

	private final ApplicationContextRunner withoutJackson = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(StarlingAutoConfiguration.class, StarlingTableAutoConfiguration.class))
		.withPropertyValues("starling.mesh=test-" + UUID.randomUUID(), "starling.port=0", "starling.seeds=");

	private final ApplicationContextRunner runner = this.withoutJackson
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class));

	@Test
	void letsTwoApplicationsOfOneJvmSeeEachOthersRows() {
		ApplicationContextRunner shop = this.runner.withUserConfiguration(Prices.class);
		shop.run((one) -> {
			String seed = "starling.seeds=" + one.getBean(Mesh.class).self().endpoint();
			shop.withPropertyValues(seed).run((other) -> {
				prices(one).put("apple", new Price(40));
				prices(other).put("apple", new Price(45));
				eventually(() -> assertThat(prices(one).rows("apple")).hasSize(2));
				eventually(() -> assertThat(prices(other).rows("apple")).isEqualTo(prices(one).rows("apple")));
			});
			eventually(
					() -> assertThat(prices(one).rows()).extracting((row) -> row.value().cents()).containsExactly(40));
		});
	}

	@Test
	void startsWithoutJackson() {
		this.withoutJackson.withClassLoader(new FilteredClassLoader("tools.jackson"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Mesh.class)
				.doesNotHaveBean(MeshTables.class));
	}

	@Test
	void hasNoTablesWhereNothingMapsThem() {
		this.withoutJackson.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MeshTables.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "starling.enabled=false", "spring.cloud.discovery.enabled=false" })
	void hasNoTablesWithoutAMesh(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MeshTables.class));
	}

	@Test
	void mapsAsThePrimaryMapperDoes() {
		this.runner.withUserConfiguration(Prices.class, SecondMapper.class)
			.withPropertyValues("spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE")
			.run((context) -> {
				prices(context).put(new Price(40));
				assertThat(context.getBean(Mesh.class).snapshot().table("prices").values()).singleElement()
					.satisfies((row) -> assertThat(row.state().toArray()).asString().contains("Cents"));
			});
	}

	@SuppressWarnings("unchecked")
	private static MeshTable<Price> prices(ApplicationContext context) {
		return context.getBean("prices", MeshTable.class);
	}

	record Price(int cents) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Prices {

		@Bean
		MeshTable<Price> prices(MeshTables tables) {
			return tables.table("prices", Price.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondMapper {

		@Bean(defaultCandidate = false)
		JsonMapper second() {
			return JsonMapper.shared();
		}

	}

}
