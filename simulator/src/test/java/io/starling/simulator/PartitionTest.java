package io.starling.simulator;

import io.starling.mesh.model.Liveness;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;

class PartitionTest {

	private final Simulation mesh = Simulation.seeded(3);

	@BeforeEach
	void startEight() {
		this.mesh.startMany(8);
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 60, 600, 1200 })
	void aPartitionHealsByItself(int seconds) {
		Partition partition = this.mesh.partition("a", "b", "c").from("d", "e", "f", "g", "h");
		this.mesh.runFor(seconds(seconds));
		partition.heal();
		assertThat(this.mesh).within(seconds(30)).converged();
	}

	@Test
	void bothSidesOfAPartitionGoOnByThemselves() {
		this.mesh.partition("a", "b", "c", "d", "e", "f").from("g", "h");
		this.mesh.runFor(minutes(1));
		this.mesh.put("a", "prices", "tea", "4");
		this.mesh.runFor(seconds(1));
		var row = this.mesh.member("a").snapshot().table("prices").firstKey();
		Assertions.assertThat(this.mesh.member("f").snapshot().row(row)).isPresent();
		Assertions.assertThat(this.mesh.member("a").snapshot().count(Liveness.ALIVE)).isEqualTo(6);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 30, 300 })
	void aGroupThatIsNotHeardComesBack(int seconds) {
		Partition partition = this.mesh.partition("a", "b").unheardBy("c", "d", "e", "f", "g", "h");
		this.mesh.runFor(seconds(seconds));
		partition.heal();
		assertThat(this.mesh).within(seconds(60)).converged();
	}

	@Test
	void twoHostsThatDoNotHearEachOtherEvictNobody() {
		this.mesh.partition("a").from("b");
		this.mesh.runFor(minutes(2));
		assertThat(this.mesh).neverSawADeath();
	}

	@Test
	void aMemberThatIsCutOffKeepsItsListAndSaysSo() {
		this.mesh.put("b", "services", "", "b");
		this.mesh.runFor(seconds(1));
		Partition partition = this.mesh.partition("a").from("b", "c", "d", "e", "f", "g", "h");
		this.mesh.runFor(minutes(1));
		var view = this.mesh.member("a").snapshot();
		Assertions.assertThat(view.cutOff()).isTrue();
		Assertions.assertThat(view.present()).hasSize(8);
		Assertions.assertThat(view.table("services")).hasSize(1);
		partition.heal();
		assertThat(this.mesh).within(seconds(30)).converged();
	}

}
