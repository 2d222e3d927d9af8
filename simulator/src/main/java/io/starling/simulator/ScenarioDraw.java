package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.SortedSet;
import java.util.TreeSet;

import io.starling.mesh.protocol.Settings;
import io.starling.simulator.network.NetworkSettings;

/**
 * Draws scenarios.
 */
public final class ScenarioDraw {

	/** Keeps the scenario's chances apart from the simulation's own. */
	private static final long SALT = 0x5CE9A210L;

	/** Above, each member is held to the invariants once a second. */
	private static final int LARGE = 200;

	private final SplittableRandom random;

	private final long seed;

	private final Widening widening;

	private ScenarioDraw(long seed) {
		this.seed = seed;
		this.random = new SplittableRandom(seed ^ SALT);
		this.widening = Widening.of(seed);
	}

	/**
	 * Draws a scenario of 2 to 40 members, mostly few.
	 * @param seed decides everything
	 * @return the scenario
	 */
	public static Scenario draw(long seed) {
		return new ScenarioDraw(seed).draw(0, Duration.ZERO);
	}

	/**
	 * Draws a scenario of a given size or length.
	 * @param seed decides everything else
	 * @param members how many members it begins with; 0 draws the number
	 * @param length how long faults last; zero draws it
	 * @return the scenario
	 */
	public static Scenario draw(long seed, int members, Duration length) {
		return new ScenarioDraw(seed).draw(members, length);
	}

	private Scenario draw(int fixedMembers, Duration fixedLength) {
		int drawnMembers = drawMembers();
		int members = (fixedMembers > 0) ? fixedMembers : drawnMembers;
		Duration drawnLength = Duration.ofSeconds(this.random.nextInt(10, (this.random.nextInt(8) == 0) ? 150 : 60));
		Duration length = fixedLength.isZero() ? drawnLength : fixedLength;
		SimulationSettings settings = SimulationSettings.seeded(this.seed)
			.withNetwork(drawNetwork())
			.withProtocol(drawProtocol())
			.withWire(this.widening.wire())
			.withAuditInterval((members > LARGE) ? Duration.ofSeconds(1) : Duration.ZERO);
		List<String> seeds = drawSeeds(members);
		SortedSet<FaultKind> kinds = drawKinds();
		kinds.addAll(this.widening.kinds());
		List<Fault> faults = new ArrayList<>(this.widening.preparations(members, seeds, settings.protocol()));
		faults.addAll(new FaultPlan(this.random.split(), seeds, length).draw(members, new ArrayList<>(kinds),
				this.random.nextInt(1, 16), this.random.nextInt(5, 60), this.widening.heavyWorks()));
		return new Scenario(settings, members, seeds, kinds, faults, length);
	}

	private int drawMembers() {
		int dice = this.random.nextInt(100);
		if (dice < 50) {
			return this.random.nextInt(2, 7);
		}
		if (dice < 85) {
			return this.random.nextInt(7, 13);
		}
		return (dice < 97) ? this.random.nextInt(13, 21) : this.random.nextInt(21, 41);
	}

	private NetworkSettings drawNetwork() {
		boolean wide = this.random.nextInt(5) == 0;
		long min = this.random.nextLong(50_000, wide ? 30_000_000 : 2_000_000);
		long max = min * this.random.nextInt(1, wide ? 4 : 20);
		double loss = this.random.nextBoolean() ? 0 : this.random.nextDouble() * 0.2;
		return NetworkSettings.quiet()
			.withLatency(Duration.ofNanos(min), Duration.ofNanos(max))
			.withLoss(loss)
			.withSendQueue((this.random.nextInt(10) == 0) ? 2048 : 4 << 20);
	}

	private Settings drawProtocol() {
		Settings it = Settings.defaults();
		int rings = (this.random.nextInt(4) == 0) ? this.random.nextInt(2, 7) : it.rings();
		return new Settings(rings, it.tick(), it.beatInterval(), it.pingTimeout(), it.hangTolerance(),
				it.joinInterval(), it.healInterval(), it.mixInterval(), it.linger(), it.retention(), it.maxState(),
				it.maxOwnerWeight());
	}

	private List<String> drawSeeds(int members) {
		TreeSet<String> seeds = new TreeSet<>();
		for (int i = this.random.nextInt(1, 4); i > 0; i--) {
			seeds.add(HostName.of(this.random.nextInt(members)));
		}
		return new ArrayList<>(seeds);
	}

	private SortedSet<FaultKind> drawKinds() {
		TreeSet<FaultKind> kinds = new TreeSet<>();
		for (FaultKind kind : EnumSet.range(FaultKind.JOIN, FaultKind.TAKEOVER)) {
			if (kind != FaultKind.RETURN && this.random.nextInt(100) < 30) {
				kinds.add(kind);
			}
		}
		return kinds;
	}

}
