package io.starling.simulator.spread;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command: plays all ways of spreading under the same conditions and prints what each
 * costs as Markdown.
 */
@Command(name = "spread-comparison", mixinStandardHelpOptions = true,
		description = "Compares ways of spreading a changed row in virtual time.")
public final class SpreadComparison implements Runnable {

	static final int SMALL = 150;

	static final int BIG = 4096;

	/** After so many changes a tree has grown. */
	private static final int WARM_UP = 50;

	private static final List<Double> LOSSES = List.of(0.0, 0.001, 0.05, 0.2);

	private static final List<Double> TREE_LOSSES = List.of(0.0, 0.05, 0.2);

	private static final List<Duration> DELAYS = List.of(Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(50),
			Duration.ofMillis(100));

	@Option(names = "--members", paramLabel = "N", split = ",", defaultValue = "10,100,1000,10000",
			description = "The sizes of the meshes (${DEFAULT-VALUE}).")
	private List<Integer> members = List.of();

	@Option(names = "--runs", paramLabel = "N", defaultValue = "20",
			description = "How many overlays of each size, a tenth of that from 10,000 members on (${DEFAULT-VALUE}).")
	private int runs;

	@Option(names = "--tables", paramLabel = "NAME", split = ",", defaultValue = "sizes,ways,trees,bursts,storms",
			description = "Which tables: sizes, ways, trees and storms (to 1,000 members), bursts (to 100) (${DEFAULT-VALUE}).")
	private List<String> tables = List.of();

	@Spec
	private @Nullable CommandSpec spec;

	/**
	 * Runs the command and ends with its exit code.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		System.exit(new CommandLine(new SpreadComparison()).execute(arguments));
	}

	@Override
	public void run() {
		if (this.spec == null) {
			throw new IllegalStateException("Called without a command line");
		}
		PrintWriter out = this.spec.commandLine().getOut();
		if (this.tables.contains("sizes")) {
			SizeTable.print(out);
		}
		for (int size : this.members) {
			List<Overlay> overlays = draw(size, this.runs);
			if (this.tables.contains("ways")) {
				head(out, size + " members: ways of spreading");
				ways().forEach((trial) -> LOSSES.forEach((loss) -> play(out, trial, overlays, loss, SMALL)));
			}
			if (this.tables.contains("trees") && size <= 1000) {
				head(out, size + " members: eager and lazy links in their phases");
				trees().forEach((trial) -> TREE_LOSSES.forEach((loss) -> play(out, trial, overlays, loss, SMALL)));
				trees().forEach((trial) -> play(out, trial, overlays, 0, BIG));
				trees().forEach((trial) -> play(out, trial, overlays, 0.05, BIG));
			}
			if (this.tables.contains("bursts") && size <= 100) {
				BurstTable.printBursts(out, draw(size, Math.min(this.runs, 3)), ways());
			}
			if (this.tables.contains("storms") && size <= 1000) {
				BurstTable.printStorms(out, draw(size, Math.min(this.runs, 3)));
			}
		}
	}

	private static List<Overlay> draw(int size, int runs) {
		List<Overlay> overlays = new ArrayList<>();
		int count = (size >= 10_000) ? Math.max(1, runs / 10) : runs;
		for (int i = 0; i < count; i++) {
			overlays.add(Overlay.draw(size, new SplittableRandom(i)));
		}
		return overlays;
	}

	/** One of each kind, in the state in which it mostly is. */
	static List<Trial> ways() {
		Duration two = Duration.ofMillis(2);
		Duration five = Duration.ofMillis(5);
		Duration ten = Duration.ofMillis(10);
		Duration delay = Duration.ofMillis(50);
		return List.of(Trial.steady("flood, 4 rings", Flood.onRings(4), 0),
				Trial.steady("flood, 3 rings", Flood.onRings(3), 0),
				Trial.steady("flood, 2 rings", Flood.onRings(2), 0),
				Trial.steady("flood, 4 rings, gathering 2 ms", GatheringFlood.resting(two, 4), 0),
				Trial.steady("flood, 2 rings at once, 2 gathering 5 ms", GatheringFlood.resting(five, 2), 0),
				Trial.steady("2 rings eager, 2 lazy 50 ms", EagerLazy.rings(2, delay), 0),
				Trial.steady("2 rings eager, 2 lazy 10 ms", EagerLazy.rings(2, ten), 0),
				Trial.steady("1 ring eager, 3 lazy 10 ms", EagerLazy.rings(1, ten), 0),
				Trial.steady("tree, lazy 50 ms, steady", EagerLazy.tree(delay), WARM_UP),
				Trial.steady("random fan-out, datagrams", InfectAndDie.kind(), 0));
	}

	private static List<Trial> trees() {
		List<Trial> trials = new ArrayList<>();
		trials.add(Trial.steady("flood, 4 rings", Flood.onRings(4), 0));
		trials.add(Trial.afterDeaths("flood, 4 rings, 10 % dead", Flood.onRings(4), 0));
		trials.add(Trial.afterDeaths("flood, 2 rings, 10 % dead", Flood.onRings(2), 0));
		Duration fifty = Duration.ofMillis(50);
		trials.add(Trial.steady("2 rings eager, 2 lazy 50 ms", EagerLazy.rings(2, fifty), 0));
		trials.add(Trial.afterDeaths("2 rings eager, 2 lazy 50 ms, 10 % dead", EagerLazy.rings(2, fifty), 0));
		for (Duration delay : DELAYS) {
			String name = "tree, lazy " + delay.toMillis() + " ms, ";
			trials.add(Trial.first(name + "first", EagerLazy.tree(delay)));
			trials.add(Trial.steady(name + "steady", EagerLazy.tree(delay), WARM_UP));
			trials.add(Trial.afterDeaths(name + "10 % dead", EagerLazy.tree(delay), WARM_UP));
		}
		return trials;
	}

	private static void head(PrintWriter out, String title) {
		out.printf("%n### %s%n%n", title);
		out.println("| way | state | loss | all reached | members reached | time to all, median | 99 % | hops, mean "
				+ "| max | copies | duplicates | I-have | want | prune | messages | bytes |");
		out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
		out.flush();
	}

	private static void play(PrintWriter out, Trial trial, List<Overlay> overlays, double loss, int state) {
		Summary came = trial.play(overlays, Conditions.local().withLoss(loss), state);
		out.printf(Locale.ROOT,
				"| %s | %,d B | %.1f %% | %.1f %% | %.3f %% | %.1f ms | %.1f ms | %.1f | %.1f | %.2f | %.2f | %.2f "
						+ "| %.2f | %.2f | %.2f | %,.0f |%n",
				trial.name(), state, 100 * loss, came.completePercent(), came.reachedPercent(), came.millis(0.5),
				came.millis(0.99), came.meanHops(), came.maxHops(), came.copiesPerMember(), came.duplicatesPerMember(),
				came.framesPerMember(Frame.Kind.HAVE), came.framesPerMember(Frame.Kind.WANT),
				came.framesPerMember(Frame.Kind.PRUNE), came.framesPerMember(), came.bytesPerMember());
		out.flush();
	}

}
