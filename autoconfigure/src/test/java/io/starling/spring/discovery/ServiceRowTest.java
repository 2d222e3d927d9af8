package io.starling.spring.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.starling.mesh.model.Columns;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServiceRowTest {

	private static final ServiceRow ROW = new ServiceRow("Orders", "Orders:1", "10.0.0.1", 8080, true, ServiceStatus.UP,
			"z1", Map.of("weight", "3", "zone", "z1"), 8081);

	@Test
	void comesBackAsItWasWritten() throws Exception {
		assertThat(ServiceRow.of(Columns.decode(ROW.toColumns().encode()))).isEqualTo(ROW);
	}

	@Test
	void ignoresColumnsOfLaterVersions() {
		Columns later = ROW.toColumns().with("load", 0.5).with("tags", List.of("a", "b"));
		assertThat(ServiceRow.of(later)).isEqualTo(ROW);
	}

	@Test
	void saysWhenItWasWrittenAndIsTheSameRowWhenever() throws Exception {
		Instant changed = Instant.parse("2026-02-03T04:05:06.789Z");
		Columns columns = Columns.decode(ROW.toColumns(changed).encode());
		assertThat(ServiceRow.changed(columns)).contains(changed);
		assertThat(ServiceRow.of(columns)).isEqualTo(ROW);
		assertThat(ServiceRow.changed(ROW.toColumns())).isEmpty();
		assertThat(ServiceRow.changed(ROW.toColumns().with("changed", "yesterday"))).isEmpty();
	}

	@Test
	void takesAStatusOfALaterVersionForUnknown() {
		assertThat(ServiceRow.of(ROW.toColumns().with("status", "HIBERNATING")).status())
			.isEqualTo(ServiceStatus.UNKNOWN);
	}

	@Test
	void takesNumbersAndFlagsInMetadataForTextAndLeavesOutTheRest() {
		Columns columns = ROW.toColumns().with("metadata", Map.of("weight", 3, "canary", true, "list", List.of("x")));
		assertThat(ServiceRow.of(columns).metadata()).isEqualTo(Map.of("weight", "3", "canary", "true"));
	}

	@Test
	void doesWithoutWhatMayBeMissing() {
		ServiceRow row = ServiceRow.of(Columns.of(Map.of("service", "a", "instance", "b", "host", "c")));
		assertThat(row).isEqualTo(new ServiceRow("a", "b", "c", 0, false, ServiceStatus.UNKNOWN, "", Map.of(), 0));
	}

	@Test
	void refusesARowWithoutANameOrHostAndNamesTheColumn() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceRow.of(ROW.toColumns().with("host", 5)))
			.withMessageContaining("'host'");
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceRow.of(ROW.toColumns().with("service", " ")))
			.withMessageContaining("'service'");
	}

	@Test
	void refusesAPortOutOfRangeHoweverLarge() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ServiceRow.of(ROW.toColumns().with("port", (1L << 32) + 80)))
			.withMessageContaining("'port'");
	}

}
