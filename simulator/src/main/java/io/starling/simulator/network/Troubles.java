package io.starling.simulator.network;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong with single hosts, and goes on until it is ended.
 */
public final class Troubles {

	/** By host: how much is lost on the way from and to it, besides what all lose. */
	private final TreeMap<String, Double> lossy = new TreeMap<>();

	/** By host: how late its kernel answers whoever asks for a connection. */
	private final TreeMap<String, Duration> late = new TreeMap<>();

	/** By host: after how long its kernel gives up to ask for a connection. */
	private final TreeMap<String, Duration> patience = new TreeMap<>();

	/**
	 * Lets a host answer late whoever asks it for a connection, be it a refusal or not,
	 * as one does whose kernel is overloaded. What stands is not touched.
	 * @param host the host
	 * @param delay how late; zero for a host that answers at once
	 */
	public void answerLate(String host, Duration delay) {
		put(this.late, host, delay);
	}

	/**
	 * Lets the kernel of a host give up sooner or later than others when nobody answers
	 * its dials, as {@code net.ipv4.tcp_syn_retries} says.
	 * @param host the host that dials
	 * @param timeout after how long; zero for what the network's settings say
	 */
	public void giveUpDials(String host, Duration timeout) {
		put(this.patience, host, timeout);
	}

	private static void put(Map<String, Duration> values, String host, Duration value) {
		if (value.isZero()) {
			values.remove(host);
		}
		else {
			values.put(host, value);
		}
	}

	void lose(String host, double loss) {
		if (loss > 0) {
			this.lossy.put(host, loss);
		}
		else {
			this.lossy.remove(host);
		}
	}

	/** Ends loss and late answers; a kernel's patience is no trouble. */
	void end() {
		this.lossy.clear();
		this.late.clear();
	}

	double loss(String host) {
		return this.lossy.isEmpty() ? 0 : this.lossy.getOrDefault(host, 0.0);
	}

	Duration delayOfAnswers(String host) {
		return this.late.getOrDefault(host, Duration.ZERO);
	}

	Duration connectTimeout(String host, Duration usual) {
		return this.patience.getOrDefault(host, usual);
	}

}
