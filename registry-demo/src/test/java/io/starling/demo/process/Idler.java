package io.starling.demo.process;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** A process that does nothing for ever, or says that it cannot. */
final class Idler {

	private Idler() {
	}

	public static void main(String[] args) throws InterruptedException {
		if (Arrays.asList(args).contains("--fail=true")) {
			System.exit(3);
		}
		ParentWatch.begin();
		new CountDownLatch(1).await();
	}

}
