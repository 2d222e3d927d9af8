package io.starling.demo.console;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.starling.demo.console.PageState.InstanceInfo;
import io.starling.demo.console.PageState.LinkInfo;
import io.starling.demo.console.PageState.ServiceInfo;
import io.starling.demo.process.LaunchCommand;
import io.starling.demo.process.Slot;
import io.starling.demo.process.Supervisor;
import io.starling.mesh.model.Liveness;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StateReaderTest {

	private final FakeMesh mesh = new FakeMesh();

	private final Names names = new Names();

	private final StateReader reader = new StateReader(this.names, (member, present) -> new TreeSet<>(present));

	@Test
	void aSlotShowsWhatItsProcessDoesUntilTheMeshListsIt() {
		assertThat(read(Slot.of("inventory", 1)).services()).singleElement().satisfies((service) -> {
			assertThat(service.name()).isEqualTo("inventory");
			assertThat(service.instances()).extracting(InstanceInfo::status, InstanceInfo::startable)
				.containsExactly(org.assertj.core.api.Assertions.tuple("STOPPED", true));
		});
	}

	@Test
	void aListedInstanceShowsWhatItSaysOfItself() {
		this.mesh.instance(1, "inventory", "inventory-1", "DRAINING");
		InstanceInfo instance = read(Slot.of("inventory", 1)).services().get(0).instances().get(0);
		assertThat(instance.status()).isEqualTo("DRAINING");
		assertThat(instance.listed()).isTrue();
		assertThat(instance.address()).isEqualTo("127.0.0.1:9001");
	}

	@Test
	void instancesThatNobodyHereStartedCanBeKilledAndNotStarted() {
		this.mesh.instance(1, "inventory", "inventory-3fa9", "UP");
		PageState state = read();
		assertThat(state.services()).extracting(ServiceInfo::name).containsExactly("inventory");
		InstanceInfo instance = state.services().get(0).instances().get(0);
		assertThat(instance.running()).isTrue();
		assertThat(instance.startable()).isFalse();
		assertThat(instance.pid()).isEqualTo(101);
	}

	@Test
	void aGhostOfTheSameNameStandsBesideItsSuccessor() {
		this.mesh.instance(1, "inventory", "inventory-1", "UP").instance(2, "inventory", "inventory-1", "STARTING");
		assertThat(read(Slot.of("inventory", 1)).services().get(0).instances()).hasSize(2);
	}

	@Test
	void suspicionIsSaidOfTheInstance() {
		this.mesh.instance(1, "inventory", "inventory-1", "UP").liveness(1, Liveness.SUSPECT, "silent");
		assertThat(read().services().get(0).instances().get(0).suspect()).isTrue();
	}

	@Test
	void eachLinkIsThereOnceAndTheConsolesOwnAreSeen() {
		this.mesh.instance(1, "a", "a-1", "UP").instance(2, "b", "b-1", "UP").liveness(2, Liveness.SUSPECT, "silent");
		assertThat(read().links()).extracting(LinkInfo::kind).containsExactly("stands", "missing", "computed");
	}

	@Test
	void theDeadHaveNoLinksAndKeepTheirNames() {
		this.mesh.instance(1, "a", "a-1", "UP").instance(2, "b", "b-1", "UP");
		read();
		this.mesh.liveness(2, Liveness.DEAD, "refused");
		PageState state = read();
		assertThat(state.links()).extracting(LinkInfo::kind).containsExactly("stands");
		assertThat(state.members()).filteredOn((member) -> member.liveness().equals("DEAD"))
			.singleElement()
			.satisfies((member) -> {
				assertThat(member.label()).isEqualTo("b-1");
				assertThat(member.reason()).isEqualTo("refused");
			});
	}

	private PageState read(Slot... slots) {
		this.names.learn(this.mesh.snapshot(), this.mesh.registered(this.mesh.snapshot()));
		LaunchCommand never = new LaunchCommand(null, "", java.nio.file.Path.of("."), Map.of());
		try (Supervisor supervisor = new Supervisor(() -> never, List.of(slots), 1, (name, what) -> {
		})) {
			return this.reader.read(this.mesh, new Controls(this.mesh, supervisor, new EventLog(), true));
		}
	}

}
