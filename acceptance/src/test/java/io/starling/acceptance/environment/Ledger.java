package io.starling.acceptance.environment;

import java.util.List;

import io.starling.spring.table.MeshTable;
import io.starling.spring.table.MeshTables;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Has a table of its own, and a part that can fail.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Ledger {

	public static void main(String[] args) {
		SpringApplication.run(Ledger.class, args);
	}

	record Price(int cents) {

	}

	/** The beans that {@link Calls} needs. */
	@Configuration(proxyBeanMethods = false)
	static class Parts {

		@Bean
		MeshTable<Price> prices(MeshTables tables) {
			return tables.table("prices", Price.class);
		}

		@Bean
		Paper paper() {
			return new Paper();
		}

	}

	/** What the ledger is written on. */
	static class Paper implements HealthIndicator {

		private volatile boolean there = true;

		@Override
		public Health health() {
			return (this.there ? Health.up() : Health.down()).build();
		}

	}

	/** What the test can do. */
	@RestController
	static class Calls {

		private final MeshTable<Price> prices;

		private final Paper paper;

		Calls(MeshTable<Price> prices, Paper paper) {
			this.prices = prices;
			this.paper = paper;
		}

		@PutMapping("/prices/{article}/{cents}")
		List<Integer> price(@PathVariable String article, @PathVariable int cents) {
			this.prices.put(article, new Price(cents));
			return this.prices.rows(article).stream().map((row) -> row.value().cents()).toList();
		}

		@PutMapping("/paper/{there}")
		void paper(@PathVariable boolean there) {
			this.paper.there = there;
		}

	}

}
