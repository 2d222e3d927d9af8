package io.starling.acceptance.process;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ApplicationProcessIT {

	private static final Pattern CHILD = Pattern.compile("child (\\d+)");

	@Test
	void endsWithTheProcessThatStartedItWhateverThatDiedOf() {
		try (ApplicationProcess parent = ApplicationProcess.start("parent", Parent.class, List.of())) {
			ProcessHandle child = ProcessHandle.of(Long.parseLong(parent.said(CHILD).group(1))).orElseThrow();
			assertThat(child.isAlive()).isTrue();
			parent.kill();
			assertThat(child.onExit().orTimeout(60, TimeUnit.SECONDS)).succeedsWithin(60, TimeUnit.SECONDS);
		}
	}

	@Test
	void tellsWhatAProcessSaidThatEndedTooSoon() {
		try (ApplicationProcess process = ApplicationProcess.start("brief", Brief.class, List.of("name=value"))) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(process::url)
				.withMessageContaining("I cannot go on with --name=value");
		}
	}

	/** Starts another, and stays. */
	static final class Parent {

		public static void main(String[] args) throws InterruptedException {
			ApplicationProcess child = ApplicationProcess.start("child", Child.class, List.of());
			System.out.println("child " + child.pid());
			child.awaitEnd();
		}

	}

	/** Stays. */
	static final class Child {

		public static void main(String[] args) throws InterruptedException {
			Thread.currentThread().join();
		}

	}

	/** Ends at once. */
	static final class Brief {

		public static void main(String[] args) {
			System.out.println("I cannot go on with " + args[0]);
		}

	}

}
