package io.starling.acceptance.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.starling.acceptance.network.Hosts.Host;
import io.starling.acceptance.process.ApplicationProcess;
import io.starling.acceptance.process.ProcessMesh;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Twelve members on one host, and one on each of some others. Each of these is cut off in
 * another way, all at the same time, and after a while all cuts end. Then one that was
 * not cut off is killed. What the members saw meanwhile is kept.
 */
final class Experiment {

	static final int TOGETHER = 12;

	static final Duration CUT = Duration.ofSeconds(30);

	private static final int ALL = TOGETHER + Cut.values().length + 1;

	private static final Duration START = Duration.ofMinutes(2);

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final List<ApplicationProcess> processes = new ArrayList<>();

	private final Map<Cut, Host> hosts = new EnumMap<>(Cut.class);

	private List<Sighting> sightings = List.of();

	private String crowd = "";

	private String victim = "";

	private @Nullable ApplicationProcess doomed;

	private Instant killed = Instant.MAX;

	private Instant began = Instant.MAX;

	private Instant ended = Instant.MAX;

	private Experiment() {
	}

	/** Runs it, which takes about a minute. */
	static Experiment run() {
		Experiment experiment = new Experiment();
		try (Hosts network = Hosts.create()) {
			try {
				experiment.form(network);
				experiment.cut();
				experiment.heal();
				experiment.kill();
			}
			finally {
				experiment.sightings = Sighting.of(experiment.processes);
				experiment.processes.forEach(ApplicationProcess::close);
			}
		}
		return experiment;
	}

	private void form(Hosts network) {
		Host first = network.add();
		this.crowd = first.address();
		start(first, TOGETHER);
		for (Cut cut : Cut.values()) {
			Host host = network.add();
			cut.prepare(host);
			this.hosts.put(cut, host);
			start(host, 1);
		}
		Host doomed = network.add();
		this.victim = address(doomed);
		this.doomed = start(doomed, 1);
		ProcessMesh.eventually(START, () -> assertThat(having("ROWS", ALL)).hasSize(ALL));
	}

	private ApplicationProcess start(Host host, int members) {
		ApplicationProcess process = ApplicationProcess.startOn(host.command(), "members",
				List.of("-Dlogback.configurationFile=node-logback.xml", "-cp", ApplicationProcess.classPath()),
				Members.class, List.of(host.address(), Integer.toString(members), this.crowd));
		this.processes.add(process);
		return process;
	}

	private void cut() {
		this.began = Instant.now();
		this.hosts.forEach(Cut::begin);
		// What must not happen is waited for as long as it would take.
		Awaitility.await()
			.pollDelay(CUT)
			.atMost(CUT.plus(LIMIT))
			.until(() -> Instant.now().isAfter(this.began.plus(CUT)));
		this.ended = Instant.now();
	}

	/** A failure to come together again is what a test finds, not this. */
	private void heal() {
		this.hosts.values().forEach(Cut::end);
		Instant limit = this.ended.plus(LIMIT);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(100))
			.atMost(LIMIT.multipliedBy(2))
			.until(() -> Instant.now().isAfter(limit) || isWhole());
	}

	/** Whoever does not hear of it is what a test finds. */
	private void kill() {
		// Before it, as others may know before this process does that it is gone.
		this.killed = Instant.now();
		if (this.doomed != null) {
			this.doomed.kill();
		}
		Instant limit = this.killed.plus(LIMIT);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(100))
			.atMost(LIMIT.multipliedBy(2))
			.until(() -> Instant.now().isAfter(limit) || allKnow());
	}

	private boolean allKnow() {
		List<Sighting> all = Sighting.of(this.processes);
		return members().allMatch((by) -> deathOfKilled(all, by).isPresent());
	}

	private boolean isWhole() {
		List<Sighting> all = Sighting.of(this.processes);
		return having("ROWS", ALL).size() == ALL
				&& members().allMatch((by) -> members().allMatch((of) -> liveness(all, by, of).equals("ALIVE")));
	}

	/** The members whose newest word of this kind is this number. */
	private List<String> having(String what, int number) {
		List<Sighting> all = Sighting.of(this.processes);
		return Stream.concat(members(), Stream.of(this.victim))
			.filter((by) -> last(all, (it) -> it.by().equals(by) && it.what().equals(what))
				.filter((it) -> it.detail().equals(Integer.toString(number)))
				.isPresent())
			.toList();
	}

	private static Optional<Sighting> last(List<Sighting> all, Predicate<Sighting> wanted) {
		return all.stream().filter(wanted).max(Comparator.comparing(Sighting::at));
	}

	private static String liveness(List<Sighting> all, String by, String of) {
		// Nobody tells that it is alive itself.
		return by.equals(of) ? "ALIVE"
				: last(all, (it) -> it.by().equals(by) && it.detail().equals(of)).map(Sighting::what).orElse("unknown");
	}

	/** All members but the one that was killed. */
	Stream<String> members() {
		return Stream.concat(crowd(), this.hosts.values().stream().map(Experiment::address));
	}

	/** The members that stay together. */
	Stream<String> crowd() {
		return IntStream.range(0, TOGETHER).mapToObj((i) -> this.crowd + ":" + (Members.PORT + i));
	}

	private static String address(Host host) {
		return host.address() + ":" + Members.PORT;
	}

	/** The member that is cut off in one way. */
	String member(Cut cut) {
		return address(this.hosts.get(cut));
	}

	/** What that member saw while it was cut off. */
	List<Sighting> seenBy(Cut cut) {
		return this.sightings.stream()
			.filter((it) -> it.by().equals(member(cut)) && it.isWithin(this.began, this.ended))
			.toList();
	}

	/** How long after the cuts began a member took that one for dead. */
	Optional<Duration> death(String by, Cut cut) {
		return this.sightings.stream()
			.filter((it) -> it.by().equals(by) && it.isOf("DEAD", member(cut)) && it.isWithin(this.began, this.ended))
			.map((it) -> it.since(this.began))
			.findFirst();
	}

	/**
	 * How long after its end a member took the killed one for dead; empty also if it did
	 * so during the cut only.
	 */
	Optional<Duration> deathOfKilled(String by) {
		return deathOfKilled(this.sightings, by).map((it) -> it.since(this.killed));
	}

	private Optional<Sighting> deathOfKilled(List<Sighting> all, String by) {
		return last(all, (it) -> it.by().equals(by) && it.isOf("DEAD", this.victim) && !it.at().isBefore(this.killed));
	}

	/** What two members think of each other in the end. */
	List<String> inTheEnd(String one, String other) {
		return List.of(liveness(this.sightings, one, other), liveness(this.sightings, other, one));
	}

	Instant began() {
		return this.began;
	}

}
