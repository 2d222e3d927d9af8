package io.starling.simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.starling.mesh.message.Message;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.simulator.member.MemberObserver;
import io.starling.simulator.member.SimulatedMember;

/**
 * Which messages were taken in beside which kinds of faults: while one was in force, or
 * within five seconds after. What never met what was never tried. Not thread-safe.
 */
public final class Coverage implements MemberObserver {

	private static final Duration AFTERMATH = Duration.ofSeconds(5);

	private final EnumMap<FaultKind, TreeMap<String, Long>> counts = new EnumMap<>(FaultKind.class);

	/** By kind of fault: until when it counts as in force. */
	private final EnumMap<FaultKind, Duration> inForce = new EnumMap<>(FaultKind.class);

	private Supplier<Duration> clock = () -> Duration.ZERO;

	/** A fault begins. */
	void befalls(Fault fault) {
		FaultKind kind = fault.kind();
		if (kind != null) {
			Duration end = fault.at().plus(fault.lasts()).plus(AFTERMATH);
			this.inForce.merge(kind, end, (one, other) -> (one.compareTo(other) > 0) ? one : other);
		}
	}

	/** Says where the time is to be read. */
	void timedBy(Supplier<Duration> clock) {
		this.clock = clock;
	}

	@Override
	public void receives(SimulatedMember member, ConnectionId connection, Message message) {
		Duration now = this.clock.get();
		this.inForce.forEach((kind, end) -> {
			if (now.compareTo(end) <= 0) {
				this.counts.computeIfAbsent(kind, (key) -> new TreeMap<>())
					.merge(message.getClass().getSimpleName(), 1L, Long::sum);
			}
		});
	}

	/**
	 * Adds what was counted elsewhere.
	 * @param other the other counts
	 */
	public void addAll(Coverage other) {
		other.counts.forEach((kind, messages) -> messages
			.forEach((message, count) -> this.counts.computeIfAbsent(kind, (key) -> new TreeMap<>())
				.merge(message, count, Long::sum)));
	}

	/**
	 * Returns the pairs that never came up.
	 * @return in words, as in {@code crash beside Have}
	 */
	public List<String> missing() {
		return Stream.of(FaultKind.values())
			.flatMap((kind) -> messages().stream()
				.filter((message) -> count(kind, message) == 0)
				.map((message) -> kind + " beside " + message))
			.toList();
	}

	/**
	 * Tells how often each message was taken in beside each kind of fault.
	 * @return a line for each kind
	 */
	public String inWords() {
		StringBuilder words = new StringBuilder(line("", messages()));
		for (FaultKind kind : FaultKind.values()) {
			words.append(line(kind.toString(),
					messages().stream().map((message) -> String.valueOf(count(kind, message))).toList()));
		}
		return words.toString();
	}

	private static String line(String title, List<String> cells) {
		return String.format("%26s%s%n", title,
				cells.stream().map((cell) -> String.format("%10s", cell)).collect(Collectors.joining()));
	}

	private long count(FaultKind kind, String message) {
		Map<String, Long> messages = this.counts.get(kind);
		return (messages != null) ? messages.getOrDefault(message, 0L) : 0;
	}

	/** All kinds of messages that there are. */
	private static List<String> messages() {
		TreeSet<String> names = new TreeSet<>();
		for (Class<?> type : Message.class.getPermittedSubclasses()) {
			names.add(type.getSimpleName());
		}
		return List.copyOf(names);
	}

}
