package io.starling.simulator.spread;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SpreadingTest {

	private static final int MEMBERS = 200;

	private static final List<Overlay> OVERLAYS = IntStream.range(0, 4)
		.mapToObj((seed) -> Overlay.draw(MEMBERS, new SplittableRandom(seed)))
		.toList();

	private static final Spreading.Kind TREE = EagerLazy.tree(Duration.ofMillis(50));

	private static final Spreading.Kind GATHERING = GatheringFlood.resting(Duration.ofMillis(5), 4);

	@Test
	void aFloodTakesTheShortestWayToEverybody() {
		Overlay overlay = OVERLAYS.get(0);
		Conditions even = Conditions.local()
			.withLatency(Duration.ofMillis(1), Duration.ofMillis(1))
			.withWork(Duration.ZERO, Duration.ZERO, 0);
		SpreadMesh mesh = new SpreadMesh(overlay, Flood.onRings(4), even, 150, 1);
		int row = mesh.write(7, 1).get(0);
		mesh.runFor(Duration.ofSeconds(1));
		int[] depths = depths(overlay, 7);
		assertThat(IntStream.range(0, MEMBERS).map((member) -> mesh.hops(member, row))).containsExactly(box(depths));
		int deepest = Arrays.stream(depths).max().orElseThrow();
		assertThat(mesh.outcome(row).maxHops()).isEqualTo(deepest);
		assertThat(Duration.ofNanos(mesh.outcome(row).nanos())).isEqualTo(Duration.ofMillis(deepest));
	}

	@Test
	void aFloodCrossesEachLinkButTheFirstWaysTwice() {
		Overlay overlay = OVERLAYS.get(0);
		SpreadMesh mesh = new SpreadMesh(overlay, Flood.onRings(4), Conditions.local(), 150, 1);
		mesh.write(7, 1);
		mesh.runFor(Duration.ofSeconds(1));
		assertThat(mesh.tally().rows()).isEqualTo(overlay.links() - (MEMBERS - 1));
	}

	@Test
	void randomFanOutReachesAllAsOftenAsTheoryHasIt() {
		Trial trial = new Trial("", InfectAndDie.kind(), 0, 0, 100, 1);
		Summary came = trial.play(OVERLAYS, Conditions.local().withLoss(0.05), 150);
		double expected = 100 * InfectAndDie.expectedCoverage(MEMBERS, 0.05);
		assertThat(expected).isBetween(70.0, 95.0);
		assertThat(came.completePercent()).isCloseTo(expected, within(6.0));
	}

	@Test
	void aTreeBringsOneCopyOnceItHasGrown() {
		Summary came = Trial.steady("", TREE, 50).play(OVERLAYS, Conditions.local(), 150);
		assertThat(came.completePercent()).isEqualTo(100);
		assertThat(came.copiesPerMember()).isCloseTo(1, within(0.01));
		assertThat(came.duplicatesPerMember()).isLessThan(0.01);
		assertThat(came.framesPerMember(Frame.Kind.WANT)).isLessThan(0.01);
	}

	@Test
	void aTreePrunesEachDuplicateOfItsFirstRow() {
		Summary came = Trial.first("", TREE).play(OVERLAYS, Conditions.local(), 150);
		assertThat(came.framesPerMember(Frame.Kind.PRUNE)).isCloseTo(came.duplicatesPerMember(), within(1e-9));
	}

	@Test
	void aBrokenTreeReachesAllByItsNames() {
		Summary came = Trial.afterDeaths("", TREE, 20).play(OVERLAYS, Conditions.local(), 150);
		assertThat(came.completePercent()).isEqualTo(100);
		assertThat(came.framesPerMember(Frame.Kind.WANT)).isPositive();
	}

	@Test
	void lateFramesLeaveNobodyOut() {
		for (Spreading.Kind kind : List.of(Flood.onRings(4), Flood.onRings(2), GATHERING, TREE,
				GatheringFlood.resting(Duration.ofMillis(5), 2), EagerLazy.rings(1, Duration.ofMillis(10)))) {
			Summary came = Trial.steady("", kind, 2).play(OVERLAYS, Conditions.local().withLoss(0.2), 150);
			assertThat(came.completePercent()).isEqualTo(100);
		}
	}

	@Test
	void gatheringCostsALoneRowNothingAndSparesABurstMostMessages() {
		Trial flood = Trial.steady("", Flood.onRings(4), 0);
		Trial gathering = Trial.steady("", GATHERING, 0);
		assertThat(gathering.play(OVERLAYS, Conditions.local(), 150).millis(0.5))
			.isCloseTo(flood.play(OVERLAYS, Conditions.local(), 150).millis(0.5), within(0.2));
		Burst burst = Burst.ofOne(100, Duration.ofMillis(100));
		double all = burst.play(OVERLAYS, flood.kind(), 0, Conditions.local(), 150).many().framesPerMember();
		double some = burst.play(OVERLAYS, gathering.kind(), 0, Conditions.local(), 150).many().framesPerMember();
		assertThat(some).isLessThan(all / 3);
	}

	@Test
	void equalSeedsGiveEqualRuns() {
		Conditions conditions = Conditions.local().withLoss(0.05);
		Summary one = Trial.steady("", TREE, 5).play(OVERLAYS, conditions, 150);
		Summary other = Trial.steady("", TREE, 5).play(OVERLAYS, conditions, 150);
		assertThat(one.bytesPerMember()).isEqualTo(other.bytesPerMember());
		assertThat(one.millis(0.99)).isEqualTo(other.millis(0.99));
	}

	/** Breadth first. */
	private static int[] depths(Overlay overlay, int root) {
		int[] depths = new int[overlay.size()];
		Arrays.fill(depths, -1);
		depths[root] = 0;
		ArrayDeque<Integer> next = new ArrayDeque<>(List.of(root));
		while (!next.isEmpty()) {
			int member = next.remove();
			for (int neighbour : overlay.neighbours(member)) {
				if (depths[neighbour] < 0) {
					depths[neighbour] = depths[member] + 1;
					next.add(neighbour);
				}
			}
		}
		return depths;
	}

	private static Integer[] box(int[] values) {
		return Arrays.stream(values).boxed().toArray(Integer[]::new);
	}

}
