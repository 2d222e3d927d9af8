package io.starling.spring.table;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.starling.mesh.Subscription;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The examples of docs/tables.md, word for word. Inside an interface, where nested
 * classes are static without saying so.
 */
interface TablesGuide {

	record Price(BigDecimal amount, Instant since) {

	}

	@Configuration(proxyBeanMethods = false)
	class PriceConfiguration {

		@Bean
		MeshTable<Price> prices(MeshTables tables) {
			return tables.table("prices", Price.class);
		}

	}

	@Component
	class PriceList {

		private final MeshTable<Price> prices;

		PriceList(MeshTable<Price> prices) {
			this.prices = prices;
		}

		void set(String article, BigDecimal amount) {
			this.prices.put(article, new Price(amount, Instant.now()));
		}

		Optional<Price> latest(String article) {
			return this.prices.rows(article).stream().map(TableRow::value).max(Comparator.comparing(Price::since));
		}

	}

	@Component
	class NewCheckout {

		private static final String FLAG = "new-checkout";

		private final MeshTable<Boolean> flags;

		NewCheckout(MeshTables tables) {
			this.flags = tables.table("flags", Boolean.class);
		}

		void switchOn() {
			this.flags.put(FLAG, true);
		}

		void switchOff() {
			this.flags.withdraw(FLAG);
		}

		boolean isOn() {
			return this.flags.rows(FLAG).stream().anyMatch(TableRow::value);
		}

	}

	@Component
	class FlagLog implements DisposableBean {

		final List<String> lines = new CopyOnWriteArrayList<>();

		private final Subscription subscription;

		FlagLog(MeshTables tables) {
			this.subscription = tables.table("flags", Boolean.class)
				.watch((change) -> this.lines.add(change.kind() + " " + change.row().key()));
		}

		@Override
		public void destroy() {
			this.subscription.close();
		}

	}

	record Candidate(Instant since) {

	}

	@Component
	class NightlyReport {

		private static final Comparator<TableRow<Candidate>> ELDEST_FIRST = Comparator
			.comparing((TableRow<Candidate> row) -> row.value().since())
			.thenComparing(TableRow::owner);

		private final MeshTable<Candidate> candidates;

		NightlyReport(MeshTables tables) {
			this.candidates = tables.table("nightly-report", Candidate.class);
		}

		@EventListener(ApplicationReadyEvent.class)
		void stand() {
			this.candidates.put(new Candidate(Instant.now()));
		}

		boolean isMine() {
			Optional<TableRow<Candidate>> first = this.candidates.rows().stream().min(ELDEST_FIRST);
			return first.isPresent() && first.equals(this.candidates.own());
		}

	}

}
