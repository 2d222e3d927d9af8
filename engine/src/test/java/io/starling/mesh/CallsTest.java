package io.starling.mesh;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls on a loop that the test turns, where memory runs out in every place.
 */
class CallsTest {

	private final ManualLoop loop = new ManualLoop();

	private final List<String> done = new ArrayList<>();

	private int failures;

	private void failOnce() {
		if (this.failures > 0) {
			this.failures--;
			throw new OutOfMemoryError("thrown by the test, on purpose");
		}
	}

	@Test
	void callsAreMadeAfterABatchWhoseEndThrows() {
		Calls calls = new Calls(this.loop, this::failOnce);
		this.failures = 1;
		calls.add(new Noting("a", 0, 0));
		this.loop.turn();
		calls.add(new Noting("b", 0, 0));
		this.loop.turn();
		assertThat(this.done).containsExactly("made a", "made b");
	}

	@Test
	void aCallThatThrowsIsRefusedInTheEndAndHoldsUpNoOther() {
		Calls calls = new Calls(this.loop, () -> {
		});
		calls.add(new Noting("a", 1, 2));
		calls.add(new Noting("b", 0, 0));
		for (int i = 0; i < 3; i++) {
			calls.resume();
			this.loop.pass(Alarm.CHECK);
		}
		calls.add(new Noting("c", 0, 0));
		this.loop.turn();
		assertThat(this.done).containsExactlyInAnyOrder("refused a", "made b", "made c");
	}

	@Test
	void whatWaitsIsRefusedInTheEndThoughOneCannotBe() {
		Calls calls = new Calls(this.loop, () -> {
		});
		calls.add(new Noting("a", 0, 1));
		calls.add(new Noting("b", 0, 0));
		calls.close();
		assertThat(this.done).containsExactly("refused b");
	}

	/** Writes down what becomes of it, once it has thrown as often as it is to. */
	private final class Noting implements Calls.Call {

		private final String name;

		private int failuresToMake;

		private int failuresToRefuse;

		Noting(String name, int failuresToMake, int failuresToRefuse) {
			this.name = name;
			this.failuresToMake = failuresToMake;
			this.failuresToRefuse = failuresToRefuse;
		}

		@Override
		public void make() {
			if (this.failuresToMake-- > 0) {
				throw new OutOfMemoryError("thrown by the test, on purpose");
			}
			CallsTest.this.done.add("made " + this.name);
		}

		@Override
		public void refuse(IllegalStateException why) {
			if (this.failuresToRefuse-- > 0) {
				throw new OutOfMemoryError("thrown by the test, on purpose");
			}
			CallsTest.this.done.add("refused " + this.name);
		}

	}

}
