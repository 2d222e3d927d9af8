package io.starling.mesh;

import java.time.InstantSource;
import java.util.function.LongConsumer;

import io.starling.mesh.log.RareLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of exceptions and errors on a mesh's loop: each costs what was being done
 * and nothing else, is counted, and is in the log, but not more often than each 10 s.
 * Belongs to the loop's thread.
 */
final class Faults {

	private static final Logger log = LoggerFactory.getLogger(Mesh.class);

	private final String mesh;

	private final LongConsumer counter;

	private final RareLine line;

	/**
	 * Creates it.
	 * @param mesh the mesh's name
	 * @param clock what time it is
	 * @param counter is told how many there were
	 */
	Faults(String mesh, InstantSource clock, LongConsumer counter) {
		this.mesh = mesh;
		this.counter = counter;
		this.line = new RareLine(clock);
	}

	/**
	 * Does something that may fail.
	 * @param what what it is, in words
	 * @param action does it
	 * @return whether it did not fail
	 */
	boolean guard(String what, Runnable action) {
		try {
			action.run();
			return true;
		}
		catch (Throwable ex) {
			report(what, ex);
			return false;
		}
	}

	/** Something failed; telling so may fail as well, of the same want of memory. */
	void report(String what, Throwable cause) {
		try {
			this.counter.accept(1);
			this.line.write((since) -> log.error(
					"Mesh '{}': {} failed, which this member survives; {} other failures since the last such line",
					this.mesh, what, since, cause));
		}
		catch (Throwable ex) {
			// Going on is all that is left to do.
		}
	}

}
