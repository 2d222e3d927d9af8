package io.starling.acceptance.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What each process runs first. It ends the process when the test's process is gone,
 * whatever that died of: the test holds the other end of standard input, writes nothing,
 * and the operating system closes it.
 */
final class Leash {

	private Leash() {
	}

	/**
	 * Runs the application.
	 * @param args the name of its main class, and its arguments
	 * @throws ReflectiveOperationException if it has no main method, or that fails
	 */
	public static void main(String[] args) throws ReflectiveOperationException {
		Thread watch = new Thread(Leash::awaitEnd, "leash");
		watch.setDaemon(true);
		watch.start();
		Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
		main.setAccessible(true);
		main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
	}

	private static void awaitEnd() {
		InputStream parent = System.in;
		try {
			while (parent.read() >= 0) {
				// Only the end counts.
			}
		}
		catch (IOException ex) {
			// As good as the end.
		}
		Runtime.getRuntime().halt(1);
	}

}
