package io.starling.simulator;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.starling.simulator.network.Cut;
import io.starling.simulator.network.NameService;

/**
 * Draws what befalls the network between hosts.
 */
final class NetworkFaults {

	/** How late a host may answer who dials, in milliseconds. */
	private static final int LATEST_ANSWER = 8000;

	/** How late a name service answers that answers at all, in milliseconds. */
	private static final int LATEST_NAME = 8000;

	private final Draft draft;

	NetworkFaults(Draft draft) {
		this.draft = draft;
	}

	void partition(FaultKind kind) {
		int up = this.draft.population().up().size();
		if (up >= 2) {
			partition(kind, (kind == FaultKind.UNPLUG) ? 1 : this.draft.random().nextInt(1, up), Cut.Answer.NONE);
		}
	}

	/** Two halves that are as large as each other, or nearly. */
	void halfPartition(FaultKind kind) {
		int up = this.draft.population().up().size();
		if (up >= 2) {
			partition(kind, up / 2, Cut.Answer.NONE);
		}
	}

	/** A firewall between one host, or a group, and the rest. */
	void firewall(FaultKind kind, Cut.Answer answer) {
		int up = this.draft.population().up().size();
		if (up >= 2) {
			partition(kind, this.draft.random().nextBoolean() ? 1 : this.draft.random().nextInt(1, up), answer);
		}
	}

	private void partition(FaultKind kind, int size, Cut.Answer answer) {
		List<String> up = this.draft.population().up();
		TreeSet<String> group = new TreeSet<>(this.draft.population().some(up, size));
		TreeSet<String> rest = new TreeSet<>(up);
		rest.removeAll(group);
		boolean oneWay = kind == FaultKind.ONE_WAY_PARTITION
				|| (answer != Cut.Answer.NONE && this.draft.random().nextInt(3) == 0);
		sever(kind, group, rest, oneWay, answer);
	}

	void cut(FaultKind kind) {
		Population population = this.draft.population();
		List<String> pair = population.some(population.up(), 2);
		if (pair.size() == 2) {
			sever(kind, new TreeSet<>(pair.subList(0, 1)), new TreeSet<>(pair.subList(1, 2)),
					this.draft.random().nextBoolean(), Cut.Answer.NONE);
		}
	}

	private void sever(FaultKind kind, SortedSet<String> group, SortedSet<String> others, boolean oneWay,
			Cut.Answer answer) {
		Duration duration = this.draft.millis(500, this.draft.random().nextBoolean() ? 5000 : 60_000);
		String words = kind + ": " + group + (oneWay ? " unheard by " : " cut off ") + others + " for "
				+ duration.toMillis() + " ms";
		this.draft.add(kind, duration, words, (mesh) -> {
			Partition partition = mesh.partition(group).answering(answer);
			Partition made = oneWay ? partition.unheardBy(others) : partition.from(others);
			mesh.timeline().after(duration, made::heal);
		});
	}

	void link(FaultKind kind, Consumer<Link> act) {
		int which = this.draft.random().nextInt(64);
		this.draft.population()
			.anyAwake()
			.ifPresent((host) -> this.draft.add(kind, kind + " at " + host,
					(mesh) -> mesh.someLink(host, which).ifPresent(act)));
	}

	/**
	 * The name service answers one host, or half of them, or all, late or not at all, for
	 * a while.
	 */
	void answerNamesLate(FaultKind kind) {
		List<String> up = this.draft.population().up();
		int count = switch (this.draft.random().nextInt(3)) {
			case 0 -> 1;
			case 1 -> 1 + up.size() / 2;
			default -> up.size();
		};
		Duration delay = this.draft.random().nextBoolean() ? NameService.NEVER : this.draft.millis(50, LATEST_NAME);
		Duration duration = this.draft.millis(1000, 60_000);
		List<String> hosts = this.draft.population().some(up, count);
		String words = "names are answered " + delay.toMillis() + " ms late to " + hosts + " for " + duration.toMillis()
				+ " ms";
		this.draft.add(kind, duration, words, (mesh) -> {
			NameService names = mesh.network().names();
			hosts.forEach((host) -> names.answerLate(host, delay));
			mesh.timeline().after(duration, () -> hosts.forEach((host) -> names.answerLate(host, Duration.ZERO)));
		});
	}

	/** A host answers whoever dials only after seconds, for a while. */
	void answerLate(FaultKind kind) {
		Duration delay = this.draft.millis(500, LATEST_ANSWER);
		Duration duration = this.draft.millis(1000, 30_000);
		List<String> hosts = this.draft.population().some(this.draft.population().up(), 1);
		hosts.forEach((host) -> this.draft.add(kind,
				host + " answers dials " + delay.toMillis() + " ms late for " + duration.toMillis() + " ms", (mesh) -> {
					mesh.network().troubles().answerLate(host, delay);
					mesh.timeline().after(duration, () -> mesh.network().troubles().answerLate(host, Duration.ZERO));
				}));
	}

}
