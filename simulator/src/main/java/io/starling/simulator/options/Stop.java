package io.starling.simulator.options;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end a long run in order: what there is so far is still told. Thread-safe.
 */
public final class Stop implements AutoCloseable {

	/** A process that is asked to end is killed after some time if it does not. */
	private static final long PATIENCE_SECONDS = 120;

	private final CountDownLatch told = new CountDownLatch(1);

	private final Thread hook = new Thread(this::stop, "stop");

	private volatile boolean asked;

	/** Listens for Ctrl-C from now on. */
	public Stop() {
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	private void stop() {
		this.asked = true;
		try {
			if (!this.told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				System.err.println("Not ended within " + PATIENCE_SECONDS + " s; what there was is lost");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Asks for the end, as Ctrl-C does. */
	public void ask() {
		this.asked = true;
	}

	/**
	 * Tells whether somebody asked for the end.
	 * @return true from then on
	 */
	public boolean isAsked() {
		return this.asked;
	}

	/** Everything has been told. */
	@Override
	public void close() {
		this.told.countDown();
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// The process is ending already.
		}
	}

}
