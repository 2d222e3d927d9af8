package io.starling.demo.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SupervisorTest {

	@TempDir
	Path logs;

	private final List<String> news = new CopyOnWriteArrayList<>();

	private Supervisor supervisor = supervisor(2, Map.of());

	@AfterEach
	void close() {
		this.supervisor.close();
	}

	@Test
	void startsOnlySoManyAtATime() {
		startAll();
		assertThat(this.supervisor.slots()).extracting(Slot::state)
			.containsExactly(Slot.State.STARTING, Slot.State.STARTING, Slot.State.QUEUED);
		this.supervisor.up(List.of("a-1"));
		assertThat(this.supervisor.slots()).extracting(Slot::state)
			.containsExactly(Slot.State.RUNNING, Slot.State.STARTING, Slot.State.STARTING);
	}

	@Test
	void aKilledInstanceIsSaidToBeKilledAndCanBeStartedAgain() {
		startAll();
		long first = slot("a-1").pid();
		assertThat(this.supervisor.start("a-1")).as("it runs already").isFalse();
		assertThat(this.supervisor.kill("a-1")).isTrue();
		await().until(() -> slot("a-1").state() == Slot.State.ENDED);
		assertThat(slot("a-1").note()).isEqualTo("was killed");
		assertThat(this.supervisor.kill("a-1")).as("nothing left to kill").isFalse();
		this.supervisor.up(List.of("b-1"));
		assertThat(this.supervisor.start("a-1")).isTrue();
		await().until(() -> slot("a-1").pid() != 0);
		assertThat(slot("a-1").pid()).isNotEqualTo(first);
		assertThat(this.news).contains("a-1 was killed");
	}

	@Test
	void anInstanceThatCannotStartSaysWhereItsLogIs() {
		this.supervisor.close();
		this.supervisor = supervisor(2, Map.of("fail", "true"));
		this.supervisor.start("a-1");
		await().until(() -> slot("a-1").state() == Slot.State.ENDED);
		assertThat(slot("a-1").note()).contains("code 3").contains("a-1.log");
	}

	@Test
	void addsInstancesUpToABound() {
		assertThat(this.supervisor.startAnother("a")).contains("a-1");
		assertThat(this.supervisor.startAnother("a")).contains("a-2");
		assertThat(this.supervisor.startAnother("a")).contains("a-3");
		assertThat(this.supervisor.startAnother("a")).contains("a-4");
		assertThat(this.supervisor.startAnother("a")).isEqualTo(Optional.empty());
		assertThat(this.supervisor.startAnother("unknown")).isEqualTo(Optional.empty());
	}

	@Test
	void leavesNothingBehind() {
		startAll();
		List<ProcessHandle> children = this.supervisor.slots()
			.stream()
			.filter((slot) -> slot.pid() != 0)
			.map((slot) -> ProcessHandle.of(slot.pid()).orElseThrow())
			.toList();
		assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);
		this.supervisor.close();
		assertThat(children).noneMatch(ProcessHandle::isAlive);
		assertThat(this.supervisor.start("c-1")).as("closed").isFalse();
	}

	@Test
	void aChildEndsWhenItsParentIsGone() throws Exception {
		LaunchCommand command = new LaunchCommand(null, Idler.class.getName(), this.logs, Map.of());
		Process child = command.start(Slot.of("orphan", 1));
		assertThat(child.isAlive()).isTrue();
		// What the operating system does to the pipe when the parent dies.
		child.getOutputStream().close();
		await().until(() -> !child.isAlive());
		assertThat(child.exitValue()).isZero();
	}

	private void startAll() {
		this.supervisor.slots().forEach((slot) -> this.supervisor.start(slot.name()));
	}

	private Slot slot(String name) {
		return this.supervisor.slots().stream().filter((slot) -> slot.name().equals(name)).findFirst().orElseThrow();
	}

	private Supervisor supervisor(int atOnce, Map<String, String> properties) {
		return new Supervisor(() -> new LaunchCommand(null, Idler.class.getName(), this.logs, properties),
				List.of(Slot.of("a", 1), Slot.of("b", 1), Slot.of("c", 1)), atOnce,
				(name, what) -> this.news.add(name + " " + what));
	}

}
