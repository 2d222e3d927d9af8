package io.starling.mesh.transport;

import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells names that do not exist from those for which no answer came. The JDK throws the
 * same exception for both, and only the message of the system's resolver tells them
 * apart; where it says nothing that is known here, in another language perhaps, it counts
 * as no answer. While the JDK repeats a failure from its cache, it gives no reason at
 * all, and then it is still the last one. To be used under a lock.
 */
final class MissingNames {

	/** glibc twice, the BSDs and macOS, musl twice, Windows. */
	private static final List<String> ANSWERS = List.of("name or service not known", "no address associated",
			"nodename nor servname", "name does not resolve", "name has no usable address", "no such host is known");

	private static final int MOST = 1024;

	private final Set<String> missing = new LinkedHashSet<>();

	/** A name was found. */
	void found(String host) {
		this.missing.remove(host);
	}

	/** Tells whether a failure means that there is no such host. */
	boolean isMissing(String host, Throwable failure) {
		if (!(failure instanceof UnknownHostException)) {
			return false;
		}
		String message = failure.getMessage();
		if (message != null && !message.equals(host)) {
			remember(host, isAnswer(message));
		}
		return this.missing.contains(host);
	}

	private static boolean isAnswer(String message) {
		String lower = message.toLowerCase(Locale.ROOT);
		return ANSWERS.stream().anyMatch(lower::contains);
	}

	private void remember(String host, boolean isMissing) {
		this.missing.remove(host);
		if (isMissing) {
			this.missing.add(host);
			if (this.missing.size() > MOST) {
				this.missing.remove(this.missing.iterator().next());
			}
		}
	}

}
