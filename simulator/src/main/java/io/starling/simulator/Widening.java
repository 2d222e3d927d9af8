package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.starling.mesh.protocol.Settings;
import io.starling.simulator.member.Builds;
import io.starling.simulator.member.Wire;

import org.jspecify.annotations.Nullable;

/**
 * What the scenarios of some seeds have besides, as it came later: every fourth has wide
 * kinds of faults and settings, every eighth liars and members of a later build. Drawn
 * from chances of its own, so that all other seeds keep the scenario that they always
 * had.
 */
final class Widening {

	private static final long SALT = 0x71DE5CE9L;

	/** Kinds that came later still are drawn apart, so that nothing else changes. */
	private static final long LATER_SALT = 0x4E414D45L;

	private static final int EVERY = 4;

	/** Never a wide one. */
	private static final int STRANGE = 5;

	private static final int OF_STRANGE = 8;

	/** So many hosts that join later are configured, too. */
	private static final int NEWCOMERS = 16;

	/** As with 0, 1 and 2 retries of a kernel, and with its default. */
	private static final List<Duration> KERNELS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3),
			Duration.ofSeconds(7), Duration.ofSeconds(127));

	private final SplittableRandom random;

	private final boolean wide;

	private final boolean strange;

	/** Who starts with which build; null if all with this one. */
	private final @Nullable Builds builds;

	private final SortedSet<FaultKind> kinds;

	private final int heavyWorks;

	private Widening(long seed) {
		this.random = new SplittableRandom(seed ^ SALT);
		this.wide = isWide(seed);
		this.strange = Math.floorMod(seed, OF_STRANGE) == STRANGE;
		this.kinds = this.wide ? drawKinds(new SplittableRandom(seed ^ LATER_SALT)) : new TreeSet<>();
		if (this.strange) {
			this.kinds.add(FaultKind.LIES);
		}
		this.builds = (this.strange && this.random.nextBoolean()) ? new Builds() : null;
		this.heavyWorks = (this.wide || this.strange) ? this.random.nextInt(20) : 0;
	}

	static Widening of(long seed) {
		return new Widening(seed);
	}

	static boolean isWide(long seed) {
		return Math.floorMod(seed, EVERY) == EVERY - 1;
	}

	SortedSet<FaultKind> kinds() {
		return this.kinds;
	}

	/** What members write by. */
	Wire wire() {
		return (this.builds != null) ? this.builds : Wire.CODEC;
	}

	/** How often large rows, or many, are written. */
	int heavyWorks() {
		return this.heavyWorks;
	}

	/**
	 * Draws what hosts are configured with and called, to be done before anything else:
	 * hang tolerances, beat intervals and kernels that differ, retentions that pass
	 * within the scenario, seeds spelled otherwise than their members say.
	 */
	List<Fault> preparations(int members, List<String> seeds, Settings usual) {
		List<Fault> preparations = new ArrayList<>();
		if (this.builds != null) {
			install(preparations, this.builds, members);
		}
		if (!this.wide) {
			return preparations;
		}
		Duration retention = (this.random.nextInt(3) == 0) ? Duration.ofSeconds(this.random.nextInt(30, 61))
				: usual.retention();
		boolean mixed = this.random.nextBoolean();
		for (int i = 0; i < members + NEWCOMERS && (mixed || !retention.equals(usual.retention())); i++) {
			String host = HostName.of(i);
			Settings own = mixed ? draw(usual, retention)
					: with(usual, usual.hangTolerance(), usual.beatInterval(), retention);
			Duration patience = KERNELS.get(this.random.nextInt(KERNELS.size()));
			add(preparations, host + " runs with " + own + ", gives up dials after " + patience, (mesh) -> {
				mesh.hosts().configure(host, own);
				mesh.network().troubles().giveUpDials(host, patience);
			});
		}
		if (this.random.nextInt(3) == 0) {
			rename(preparations, seeds);
		}
		return preparations;
	}

	/** Some hosts have a later build, for good. */
	private void install(List<Fault> preparations, Builds mixed, int members) {
		TreeSet<String> hosts = new TreeSet<>();
		for (int i = 0; i < members + NEWCOMERS; i++) {
			if (this.random.nextBoolean()) {
				hosts.add(HostName.of(i));
			}
		}
		add(preparations, hosts + " have a later build", (mesh) -> hosts.forEach((host) -> mixed.install(host, true)));
	}

	private Settings draw(Settings usual, Duration retention) {
		Duration tolerance = Duration.ofMillis(this.random.nextInt(4000, 8000));
		Duration beat = Duration.ofMillis(this.random.nextInt(2000, 4000));
		return with(usual, tolerance, beat, this.random.nextBoolean() ? retention : retention.multipliedBy(2));
	}

	private static Settings with(Settings it, Duration tolerance, Duration beat, Duration retention) {
		return new Settings(it.rings(), it.tick(), beat, it.pingTimeout(), tolerance, it.joinInterval(),
				it.healInterval(), it.mixInterval(), it.linger(), retention, it.maxState(), it.maxOwnerWeight());
	}

	/** Seeds are written down by another name, and some of them by two. */
	private void rename(List<Fault> preparations, List<String> seeds) {
		List<String> names = new ArrayList<>();
		for (String seed : seeds) {
			names.add("name-of-" + seed);
			if (this.random.nextInt(3) == 0) {
				names.add("other-name-of-" + seed);
			}
		}
		add(preparations, "seeds are called " + names, (mesh) -> {
			names.forEach((name) -> mesh.network().names().alias(name, name.substring(name.lastIndexOf('-') + 1)));
			mesh.seeds(names.toArray(String[]::new));
		});
	}

	private static void add(List<Fault> preparations, String words, Consumer<Simulation> act) {
		preparations.add(new Fault(Duration.ZERO, null, Duration.ZERO, words, act));
	}

	private SortedSet<FaultKind> drawKinds(SplittableRandom later) {
		TreeSet<FaultKind> drawn = new TreeSet<>();
		for (FaultKind kind : EnumSet.allOf(FaultKind.class)) {
			SplittableRandom chances = kind.isLater() ? later : this.random;
			if (kind.isWide() && chances.nextInt(100) < 40) {
				drawn.add(kind);
			}
		}
		return drawn;
	}

}
