package io.starling.mesh.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many file descriptors this process may have, where the system says so.
 */
final class Descriptors {

	private static final Path LIMITS = Path.of("/proc/self/limits");

	private static final Pattern LINE = Pattern.compile("^Max open files\\s+(\\d+)", Pattern.MULTILINE);

	private Descriptors() {
	}

	/**
	 * Returns a share of them.
	 * @param most what is enough in any case, and the answer where the limit is unknown
	 * @return at least 1
	 */
	static int quarter(int most) {
		try {
			return quarter(Files.readString(LIMITS), most);
		}
		catch (IOException | RuntimeException ex) {
			return most;
		}
	}

	static int quarter(String limits, int most) {
		Matcher line = LINE.matcher(limits);
		// One that is unlimited, or beyond any int, is no number here.
		long limit = (line.find() && line.group(1).length() < 18) ? Long.parseLong(line.group(1)) : Long.MAX_VALUE;
		return (int) Math.max(1, Math.min(most, limit / 4));
	}

}
