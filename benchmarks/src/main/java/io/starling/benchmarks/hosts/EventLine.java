package io.starling.benchmarks.hosts;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.starling.benchmarks.hosts.Event.Believed;
import io.starling.benchmarks.hosts.Event.CutOff;
import io.starling.benchmarks.hosts.Event.Listed;
import io.starling.benchmarks.hosts.Event.Neighbours;
import io.starling.benchmarks.hosts.Event.Ready;
import io.starling.benchmarks.hosts.Event.RowSeen;
import io.starling.benchmarks.hosts.Event.Started;
import io.starling.benchmarks.hosts.Event.Wrote;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;

/**
 * The written form of events, one a line: the microseconds, a word for the kind, and its
 * values, all parted by blanks.
 */
final class EventLine {

	private EventLine() {
	}

	static String write(long micros, Event event) {
		return micros + " " + words(event);
	}

	private static String words(Event event) {
		if (event instanceof Believed it) {
			return "member " + it.subject() + " " + it.liveness() + " " + it.version();
		}
		if (event instanceof Listed it) {
			return "table " + it.rows() + " " + it.digest();
		}
		if (event instanceof RowSeen it) {
			return "row " + it.owner() + " " + it.version();
		}
		if (event instanceof Wrote it) {
			return "wrote " + it.version();
		}
		if (event instanceof CutOff it) {
			return "cut-off " + it.cutOff();
		}
		if (event instanceof Started it) {
			return "started " + it.id();
		}
		if (event instanceof Neighbours it) {
			return "neighbours " + it.neighbours().stream().map(MemberId::toString).collect(Collectors.joining(" "));
		}
		return "ready";
	}

	/**
	 * Reads what {@link #write} wrote.
	 * @param host the host whose node wrote it
	 * @param line the line
	 * @return the event, with its place and time
	 * @throws IllegalArgumentException if the line has another form
	 */
	static Sighting read(int host, String line) {
		List<String> words = Arrays.asList(line.strip().split(" "));
		try {
			Event event = event(words.get(1), words.subList(2, words.size()));
			return new Sighting(Long.parseLong(words.get(0)), host, event);
		}
		catch (IllegalArgumentException | IndexOutOfBoundsException ex) {
			throw new IllegalArgumentException("Host " + host + " said something that is no event: " + line, ex);
		}
	}

	private static Event event(String kind, List<String> values) {
		return switch (kind) {
			case "ready" -> new Ready();
			case "started" -> new Started(MemberId.parse(values.get(0)));
			case "member" -> new Believed(MemberId.parse(values.get(0)), Liveness.valueOf(values.get(1)),
					Long.parseLong(values.get(2)));
			case "cut-off" -> new CutOff(Boolean.parseBoolean(values.get(0)));
			case "table" -> new Listed(Integer.parseInt(values.get(0)), digest(MemberId.parse(values.get(1))));
			case "row" -> new RowSeen(MemberId.parse(values.get(0)), Long.parseLong(values.get(1)));
			case "wrote" -> new Wrote(Long.parseLong(values.get(0)));
			case "neighbours" -> new Neighbours(values.stream().map(MemberId::parse).toList());
			default -> throw new IllegalArgumentException("No kind of event: " + kind);
		};
	}

	/** A digest is written as an id is: 32 hexadecimal digits. */
	private static Digest digest(MemberId digits) {
		return new Digest(digits.high(), digits.low());
	}

}
