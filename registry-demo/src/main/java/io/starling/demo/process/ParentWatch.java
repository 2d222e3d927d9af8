package io.starling.demo.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process when its parent is gone, whatever the parent died of. The parent
 * holds the other end of this process's standard input and writes nothing; when the
 * parent dies, the operating system closes that end, and a read returns.
 */
public final class ParentWatch {

	/** The argument that says that standard input is such a pipe. */
	public static final String ARGUMENT = "--supervised";

	private static final long PATIENCE_MILLIS = 3000;

	private ParentWatch() {
	}

	/**
	 * Begins to watch.
	 */
	public static void begin() {
		daemon("parent-watch", ParentWatch::awaitEnd);
	}

	@SuppressWarnings("SystemExitOutsideMain")
	private static void awaitEnd() {
		InputStream parent = System.in;
		try {
			while (parent.read() >= 0) {
				// Nothing is ever written; only the end counts.
			}
		}
		catch (IOException ex) {
			// As good as the end.
		}
		daemon("impatience", ParentWatch::haltLater);
		System.exit(0);
	}

	private static void haltLater() {
		try {
			Thread.sleep(PATIENCE_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		Runtime.getRuntime().halt(1);
	}

	private static void daemon(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

}
