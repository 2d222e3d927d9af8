package io.starling.spring.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Row;
import io.starling.spring.TestSnapshot;
import io.starling.spring.discovery.PresumedDead;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class MeshSectionsTest {

	private static final Instant NOW = Instant.EPOCH.plusSeconds(90);

	private final TestSnapshot mesh = new TestSnapshot().with(1, Liveness.ALIVE)
		.service(2, "orders", ServiceStatus.UP, Map.of("password", "hunter2", "weight", "1"))
		.service(3, "Orders", ServiceStatus.DRAINING)
		.row("prices", 2, Columns.of(Map.of("value", 2.5, "at", Instant.EPOCH, "raw", Bytes.copyOf(new byte[3]), "list",
				List.of(Map.of("apiToken", "x"))))
			.encode());

	@Test
	void listsMembersWithTheirLinks() {
		assertThat(section("members").members()).hasSize(3)
			.element(1)
			.satisfies((member) -> assertThat(member.linked() && member.neighbour() && !member.self()).isTrue());
	}

	@Test
	void listsServicesWithAllInstancesAndSaysHowManyMayBeCalled() {
		assertThat(section("services").services()).singleElement().satisfies((service) -> {
			assertThat(service.callable()).isEqualTo(1);
			assertThat(service.instances()).extracting(InstanceDescriptor::status).containsExactly("UP", "DRAINING");
		});
	}

	@Test
	void listsInstancesPresumedDeadBesideThoseOfTheMesh() {
		Row row = this.mesh.get().table(ServiceRow.TABLE).values().iterator().next();
		this.mesh.dead(2, false);
		PresumedDead presumed = new PresumedDead(row, this.mesh.get().member(row.id().owner()).orElseThrow(),
				Instant.EPOCH, null);
		MeshSections sections = new MeshSections(this.mesh.get(), new TreeMap<>(Map.of(row.id(), presumed)), NOW);
		assertThat(sections.entry("services", "orders").services()).singleElement().satisfies((service) -> {
			assertThat(service.callable()).isEqualTo(1);
			assertThat(service.instances())
				.extracting(InstanceDescriptor::instanceId, InstanceDescriptor::liveness,
						InstanceDescriptor::presumedDead)
				.containsExactly(tuple("Orders-3", "ALIVE", null), tuple("orders-2", "DEAD", "as the test says"));
		});
		this.mesh.with(2, Liveness.ALIVE).service(2, "orders", ServiceStatus.UP);
		assertThat(new MeshSections(this.mesh.get(), new TreeMap<>(Map.of(row.id(), presumed)), NOW)
			.entry("services", "orders")
			.services()
			.get(0)
			.instances()).hasSize(2).extracting(InstanceDescriptor::presumedDead).containsOnlyNulls();
	}

	@Test
	void listsTablesWithoutAndOneTableWithItsRows() {
		assertThat(section("tables").tables()).extracting(TableDescriptor::name, TableDescriptor::rows)
			.containsExactly(tuple("prices", null), tuple("services", null));
		assertThat(entry("tables", "prices").tables().get(0).rows()).singleElement()
			.satisfies((row) -> assertThat(row.columns()).isEqualTo(Map.of("value", 2.5, "at", "1970-01-01T00:00:00Z",
					"raw", "3 bytes", "list", List.of(Map.of("apiToken", "******")))));
	}

	@Test
	void listsTheRowsOfOneOwner() {
		String owner = TestSnapshot.member(2).toString();
		MeshSections sections = new MeshSections(this.mesh.get(), new TreeMap<>(), NOW);
		assertThat(sections.rows("services", owner).tables()).singleElement().satisfies((table) -> {
			assertThat(table.rowCount()).isEqualTo(1);
			assertThat(table.rows()).extracting(RowDescriptor::owner).containsExactly(owner);
		});
		assertThat(sections.rows("services", "0").tables().get(0).rowCount()).isEqualTo(2);
		assertThat(sections.rows("services", "1")).isNull();
		assertThat(sections.rows("none", owner)).isNull();
	}

	@Test
	void saysHowLongMembersHaveBeenAsTheyAre() {
		assertThat(section("members").members()).extracting(MemberDescriptor::since, MemberDescriptor::age)
			.containsOnly(tuple("1970-01-01T00:00:00Z", "PT1M30S"));
	}

	@Test
	void saysWhichVersionOfAnInstanceThereIsAndWhenItWasWritten() {
		this.mesh.row(2,
				new ServiceRow("orders", "o-2", "10.0.0.2", 80, false, ServiceStatus.UP, "", Map.of(), 0)
					.toColumns(Instant.EPOCH)
					.encode());
		assertThat(entry("services", "orders").services().get(0).instances())
			.extracting(InstanceDescriptor::version, InstanceDescriptor::changed)
			.containsExactly(tuple(4L, "1970-01-01T00:00:00Z"), tuple(2L, null));
	}

	@Test
	void masksWhatIsCalledLikeASecret() {
		assertThat(section("services").toString()).doesNotContain("hunter2").contains("weight=1");
		assertThat(entry("tables", "services").toString()).doesNotContain("hunter2").contains("weight=1");
	}

	@Test
	void showsARowThatCannotBeReadWithTheReason() {
		this.mesh.row(1, Bytes.copyOf(new byte[] { 9 }));
		assertThat(entry("tables", "services").tables().get(0).rows()).first()
			.satisfies((row) -> assertThat(row.error()).isNotBlank());
		assertThat(section("services").services().get(0).instances()).hasSize(2);
	}

	@Test
	void findsAMemberByTheBeginningOfItsIdAndAServiceInAnyCase() {
		String id = TestSnapshot.member(3).toString();
		assertThat(entry("members", id).members()).hasSize(1);
		assertThat(entry("services", "ORDERS").services()).hasSize(1);
	}

	@Test
	void findsNothingWhereThereIsNothing() {
		assertThat(section("secrets")).isNull();
		assertThat(entry("members", "ff")).isNull();
		assertThat(entry("services", "billing")).isNull();
		assertThat(entry("tables", "none")).isNull();
		assertThat(entry("none", "none")).isNull();
	}

	private SectionDescriptor section(String name) {
		return new MeshSections(this.mesh.get(), new TreeMap<>(), NOW).section(name);
	}

	private SectionDescriptor entry(String section, String name) {
		return new MeshSections(this.mesh.get(), new TreeMap<>(), NOW).entry(section, name);
	}

}
