package io.starling.demo.it;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a test needs of the machine. Where it is missing the test is skipped, and says so;
 * with {@code STARLING_CI=true} in the environment it fails, because there everything is
 * supposed to be there.
 */
final class Prerequisite {

	private static final long PATIENCE_SECONDS = 60;

	private Prerequisite() {
	}

	/**
	 * To be called before each test, not before all: only then the reports count what was
	 * skipped.
	 * @param missing what is missing; empty if nothing is
	 */
	static void require(String missing) {
		if (!missing.isEmpty() && "true".equals(System.getenv("STARLING_CI"))) {
			fail(missing);
		}
		assumeTrue(missing.isEmpty(), missing);
	}

	/**
	 * Runs a command and tells whether it worked.
	 * @param command the words of the command
	 * @return true if it ended with 0
	 */
	static boolean works(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static boolean exists(String file) {
		return new File(file).canExecute();
	}

}
