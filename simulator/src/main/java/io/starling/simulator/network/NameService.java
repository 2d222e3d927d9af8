package io.starling.simulator.network;

import java.time.Duration;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What tells where hosts are. Usually at once; but names can be gone, and some hosts may
 * get their answers late or never.
 */
public final class NameService {

	/** So late as never. */
	public static final Duration NEVER = Duration.ofDays(1);

	/** By other name: the host. */
	private final TreeMap<String, String> aliases = new TreeMap<>();

	private final TreeSet<String> gone = new TreeSet<>();

	/** By host that asks: how late it gets an answer. */
	private final TreeMap<String, Duration> late = new TreeMap<>();

	/**
	 * Gives a host another name besides its own: who dials it there reaches the host.
	 * @param name the other name
	 * @param host the host
	 */
	public void alias(String name, String host) {
		this.aliases.put(name, host);
	}

	/**
	 * Lets the name of a host be gone, as that of a container that has ended, until
	 * somebody listens on the host again.
	 * @param host the host
	 */
	public void forget(String host) {
		this.gone.add(host);
	}

	/**
	 * Lets a host wait for each answer.
	 * @param host the host that asks
	 * @param delay how late it gets an answer, {@link #NEVER} for none; zero for at once
	 */
	public void answerLate(String host, Duration delay) {
		if (delay.isZero()) {
			this.late.remove(host);
		}
		else {
			this.late.put(host, delay);
		}
	}

	void comesBack(String host) {
		this.gone.remove(host);
	}

	/** Answers everybody at once; what is gone stays gone. */
	void recover() {
		this.late.clear();
	}

	String hostOf(String name) {
		return this.aliases.getOrDefault(name, name);
	}

	boolean isGone(String host) {
		return this.gone.contains(host);
	}

	Duration delayFor(String host) {
		return this.late.getOrDefault(host, Duration.ZERO);
	}

}
