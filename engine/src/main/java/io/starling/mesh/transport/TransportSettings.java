package io.starling.mesh.transport;

import java.time.Duration;

/**
 * The bounds of a {@link TcpTransport}, in time and in memory.
 *
 * @param connectTimeout how long one address of a member may take to accept a connection:
 * a longer one forgives slower networks, and learns later of hosts that are gone
 * @param helloTimeout how long an accepted connection may take to send its whole hello
 * before it is closed
 * @param closeTimeout how long a connection that is closed on purpose may take to hand
 * over what was sent and to be closed by the other side, too; after that it is cut
 * @param maxGreeting the most accepted connections that have not sent their hello yet;
 * one more pushes out the oldest
 * @param highWaterMark the bytes waiting on one connection above which only a hello or
 * goodbye is still taken: more lets bigger tables through in one go, and costs memory for
 * each neighbour that does not read
 * @param hardLimit the bytes waiting on one connection above which a hello or goodbye
 * closes it, more than the high water mark
 * @param maxAccepted the most accepted connections that have sent their hello; one more
 * is turned away, unless one address has more than an eighth of them: then its youngest
 * is. A member needs 4 for each ring, and one for a second or so for each newcomer that
 * has it for a seed
 * @param maxWaiting the bytes waiting on all connections together, hellos and goodbyes
 * aside: beyond them the connection on which most waits takes no more, and is closed if
 * another one needs the room; at least the high water mark
 */
public record TransportSettings(Duration connectTimeout, Duration helloTimeout, Duration closeTimeout, int maxGreeting,
		int highWaterMark, int hardLimit, int maxAccepted, long maxWaiting) {

	private static final int MAX_STRANGERS = 1024;

	private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException naming the setting that is out of its bounds
	 */
	public TransportSettings {
		timeout("connect-timeout", connectTimeout);
		timeout("hello-timeout", helloTimeout);
		timeout("close-timeout", closeTimeout);
		require(maxGreeting >= 1, "max-greeting must be at least 1, not " + maxGreeting);
		require(highWaterMark >= 1, "high-water-mark must be at least 1 byte, not " + highWaterMark);
		require(hardLimit > highWaterMark,
				"hard-limit must be above high-water-mark, " + highWaterMark + " bytes, not " + hardLimit);
		require(maxAccepted >= 1, "max-accepted must be at least 1, not " + maxAccepted);
		require(maxWaiting >= highWaterMark,
				"max-waiting must be at least high-water-mark, " + highWaterMark + " bytes, not " + maxWaiting);
	}

	/**
	 * Returns the defaults: 10 s to connect, 5 s for the hello, 1 s to close; 1,024
	 * accepted connections without a hello and as many with one, but each no more than a
	 * quarter of the file descriptors that this process may have, where the system tells;
	 * 4 and 8 MiB waiting on a connection, 32 MiB on all.
	 * @return the default settings
	 */
	public static TransportSettings defaults() {
		int strangers = Descriptors.quarter(MAX_STRANGERS);
		return new TransportSettings(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(1), strangers,
				4 * 1024 * 1024, 8 * 1024 * 1024, strangers, 32 * 1024 * 1024);
	}

	int lowWaterMark() {
		return this.highWaterMark / 2;
	}

	private static void timeout(String name, Duration value) {
		require(value.toMillis() >= 1 && value.compareTo(MAX_TIMEOUT) <= 0,
				name + " must be 1 ms to " + MAX_TIMEOUT + ", not " + value);
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}
