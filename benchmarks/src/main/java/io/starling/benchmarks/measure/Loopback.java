package io.starling.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel's count of what loopback has sent since the network namespace began, all
 * headers included. What others send there counts, too: see {@link OwnNetwork}.
 *
 * @param bytes bytes sent
 * @param packets packets sent
 */
public record Loopback(long bytes, long packets) {

	/**
	 * Reads the counters.
	 * @return the counters now
	 */
	public static Loopback read() {
		try {
			return parse(Files.readAllLines(Path.of("/proc/net/dev")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The kernel's counters cannot be read: this needs Linux", ex);
		}
	}

	static Loopback parse(List<String> lines) {
		String counters = lines.stream()
			.map(String::strip)
			.filter((line) -> line.startsWith("lo:"))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("The kernel counts no loopback interface"));
		// Eight columns of what was received come first.
		String[] columns = counters.substring("lo:".length()).strip().split("\\s+", -1);
		return new Loopback(Long.parseLong(columns[8]), Long.parseLong(columns[9]));
	}

}
