package io.starling.mesh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Completions on threads that the test plays, where memory runs out.
 */
class CompletionsTest {

	private final ManualLoop loop = new ManualLoop();

	private final Deque<Runnable> threads = new ArrayDeque<>();

	private final Completions completions = new Completions(this::execute, this.loop);

	private final List<String> done = new ArrayList<>();

	private boolean failing;

	private static OutOfMemoryError noMemory() {
		return new OutOfMemoryError("thrown by the test, on purpose");
	}

	private void execute(Runnable task) {
		if (this.failing) {
			throw noMemory();
		}
		this.threads.add(task);
	}

	private void runThreads() {
		while (!this.threads.isEmpty()) {
			this.threads.poll().run();
		}
	}

	private void add(String name) {
		try {
			this.completions.add(() -> this.done.add(name));
		}
		catch (OutOfMemoryError ex) {
			// What the caller cannot know is whether it was taken.
		}
	}

	@Test
	void completionsGoOnAfterNoThreadCouldBeHad() {
		this.failing = true;
		add("a");
		add("b");
		this.failing = false;
		this.loop.pass(Completions.PATIENCE.multipliedBy(3));
		runThreads();
		assertThat(this.done).containsExactly("a", "b");
		add("c");
		runThreads();
		assertThat(this.done).containsExactly("a", "b", "c");
	}

	@Test
	void theyKeepTheirOrderAfterTheLoopHadNoMemory() {
		add("a");
		this.loop.failWith(CompletionsTest::noMemory);
		add("b");
		this.loop.recover();
		runThreads();
		add("c");
		add("d");
		assertThat(this.threads).hasSize(1);
		runThreads();
		assertThat(this.done).containsExactly("a", "b", "c", "d");
	}

	@Test
	void withoutThreadsAndWithoutTheLoopTheNextTickGoesOn() {
		this.failing = true;
		this.loop.failWith(CompletionsTest::noMemory);
		add("a");
		this.failing = false;
		this.loop.recover();
		this.loop.pass(Duration.ofSeconds(1));
		this.completions.resume();
		runThreads();
		assertThat(this.done).containsExactly("a");
	}

	@Test
	void nobodyIsLeftWaitingWhereTheLastThreadIsGone() {
		add("a");
		this.failing = true;
		add("b");
		this.completions.close();
		add("c");
		assertThat(this.done).containsExactly("a", "b", "c");
	}

}
