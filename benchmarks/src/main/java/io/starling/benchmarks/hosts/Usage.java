package io.starling.benchmarks.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;

/**
 * What a node has used since its host was made.
 *
 * @param bytesSent bytes that left the host, headers down to Ethernet's included
 * @param packetsSent packets that left the host
 * @param cpu the processor time of its process
 */
record Usage(long bytesSent, long packetsSent, Duration cpu) {

	/** The columns of a line in {@code /proc/net/dev} behind the interface's name. */
	private static final int BYTES_SENT = 8;

	private static final int PACKETS_SENT = 9;

	/**
	 * Reads the kernel's counters, without a process on the host.
	 * @throws IOException if they cannot be read
	 */
	static Usage of(ProcessHandle process) throws IOException {
		List<String> lines = Files.readAllLines(Path.of("/proc/" + process.pid() + "/net/dev"));
		String line = lines.stream()
			.map(String::strip)
			.filter((it) -> it.startsWith("eth0:"))
			.findFirst()
			.orElseThrow();
		List<Long> counters = new Scanner(line.substring(line.indexOf(':') + 1)).tokens().map(Long::valueOf).toList();
		return new Usage(counters.get(BYTES_SENT), counters.get(PACKETS_SENT),
				process.info().totalCpuDuration().orElse(Duration.ZERO));
	}

	Usage minus(Usage before) {
		return new Usage(this.bytesSent - before.bytesSent, this.packetsSent - before.packetsSent,
				this.cpu.minus(before.cpu));
	}

}
