package io.starling.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import com.sun.management.OperatingSystemMXBean;

/**
 * What a mesh in this JVM costs while nothing happens, for each member.
 *
 * @param bytes bytes sent a second, all headers included
 * @param packets packets sent a second
 * @param cpu CPU of the whole process, in percent of one core
 */
public record Idle(double bytes, double packets, double cpu) {

	/**
	 * Lets time pass and measures its cost.
	 * @param members how many members there are
	 * @param time how long to measure
	 * @return the cost
	 */
	public static Idle measure(int members, Duration time) {
		Loopback before = Loopback.read();
		long cpuBefore = cpuNanos();
		long from = System.nanoTime();
		Await.pause(time);
		double memberSeconds = members * (System.nanoTime() - from) / 1e9;
		Loopback after = Loopback.read();
		return new Idle((after.bytes() - before.bytes()) / memberSeconds,
				(after.packets() - before.packets()) / memberSeconds, (cpuNanos() - cpuBefore) / 1e7 / memberSeconds);
	}

	private static long cpuNanos() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

}
