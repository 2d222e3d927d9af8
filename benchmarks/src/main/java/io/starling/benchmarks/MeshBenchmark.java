package io.starling.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.OperatingSystemMXBean;
import io.starling.mesh.Mesh;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Row;

/**
 * How long a mesh takes to form and a change takes to reach all, and what it costs while
 * nothing happens. Arguments: the sizes to measure, 10 and 100 by default. Idle bytes are
 * read from the kernel's counters of the loopback interface, all headers included: run it
 * in a network namespace of its own, so that nobody else's traffic counts.
 */
public final class MeshBenchmark {

	private static final int CHANGES = 20;

	private static final Duration SETTLING = Duration.ofSeconds(15);

	private static final Duration IDLE = Duration.ofSeconds(30);

	private MeshBenchmark() {
	}

	/**
	 * Measures and prints one line for each size.
	 * @param sizes numbers of members
	 */
	public static void main(String[] sizes) {
		List<String> wanted = (sizes.length > 0) ? List.of(sizes) : List.of("10", "100");
		// The first mesh pays for loading and compiling the classes; it is not counted.
		measure(10, Duration.ZERO, Duration.ofMillis(1));
		System.out.println("members | to form | change to all: median, max of " + CHANGES
				+ " | idle bytes a member and second | idle CPU a member");
		wanted.forEach((size) -> System.out.println(measure(Integer.parseInt(size), SETTLING, IDLE)));
	}

	private static String measure(int size, Duration settling, Duration idle) {
		try (LocalMesh mesh = new LocalMesh()) {
			Duration formed = mesh.form(size);
			// Links that only served joining end meanwhile.
			LockSupport.parkNanos(settling.toNanos());
			long[] changes = new long[CHANGES];
			for (int i = 0; i < CHANGES; i++) {
				changes[i] = changeToAll(mesh, i);
				LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
			}
			Arrays.sort(changes);
			LockSupport.parkNanos(settling.toNanos() / 3);
			long bytes = loopbackBytes();
			long cpu = cpuNanos();
			long from = System.nanoTime();
			LockSupport.parkNanos(idle.toNanos());
			double memberSeconds = size * (System.nanoTime() - from) / 1e9;
			return "%d | %d ms | %.2f ms, %.2f ms | %.0f | %.3f %%".formatted(size, formed.toMillis(),
					(changes[CHANGES / 2 - 1] + changes[CHANGES / 2]) / 2e6, changes[CHANGES - 1] / 1e6,
					(loopbackBytes() - bytes) / memberSeconds, (cpuNanos() - cpu) / 1e7 / memberSeconds);
		}
	}

	private static long changeToAll(LocalMesh mesh, int number) {
		Mesh owner = mesh.members().get(number * 7 % mesh.members().size());
		long from = System.nanoTime();
		Row row = owner.put("benchmark", "change-" + number, Columns.EMPTY.with("number", number)).join();
		mesh.await((member) -> member.snapshot().row(row.id()).isPresent());
		return System.nanoTime() - from;
	}

	private static long cpuNanos() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	/** Returns the bytes sent by loopback since the network namespace began. */
	private static long loopbackBytes() {
		try (Scanner counters = new Scanner(Path.of("/proc/net/dev"), StandardCharsets.US_ASCII)) {
			counters.findWithinHorizon("lo:", 0);
			for (int received = 0; received < 8; received++) {
				counters.nextLong();
			}
			return counters.nextLong();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The kernel's counters cannot be read: this needs Linux", ex);
		}
	}

}
