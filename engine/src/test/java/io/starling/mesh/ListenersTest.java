package io.starling.mesh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Listeners on threads that the test plays.
 */
class ListenersTest {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final Deque<Runnable> threads = new ArrayDeque<>();

	private final List<String> told = new ArrayList<>();

	private MeshSnapshot newest = snapshot();

	private boolean failing;

	private final Listeners listeners = new Listeners(() -> this.newest, this::execute);

	private void execute(Runnable task) {
		if (this.failing) {
			throw new OutOfMemoryError("thrown by the test, on purpose");
		}
		this.threads.add(task);
	}

	private static MeshSnapshot snapshot() {
		Set<MemberId> none = new TreeSet<>();
		return new MeshSnapshot(new MemberId(1, 1), TreePMap.empty(), none, none, TreePMap.empty(), Digest.EMPTY,
				false);
	}

	private Throwable change() {
		this.newest = snapshot();
		Throwable thrown = catchThrowable(this.listeners::changed);
		while (!this.threads.isEmpty()) {
			Runnable next = this.threads.poll();
			var unused = catchThrowable(next::run);
		}
		return thrown;
	}

	@Test
	void aListenerWhoseFailureCannotBeLoggedIsToldOfTheNextChange() {
		Logger logger = (Logger) LoggerFactory.getLogger(Listeners.class);
		UnsynchronizedAppenderBase<ILoggingEvent> full = new UnsynchronizedAppenderBase<>() {

			@Override
			protected void append(ILoggingEvent event) {
				throw new OutOfMemoryError("thrown by the test, on purpose");
			}

		};
		full.start();
		logger.addAppender(full);
		try {
			this.listeners.add((before, after) -> {
				this.told.add("a");
				throw new OutOfMemoryError("thrown by the test, on purpose");
			});
			change();
			change();
			assertThat(this.told).containsExactly("a", "a");
		}
		finally {
			logger.detachAppender(full);
		}
	}

	@Test
	void listenersThatAlwaysFailAreInTheLogOnceEach() {
		Logger logger = (Logger) LoggerFactory.getLogger(Listeners.class);
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.list = new CopyOnWriteArrayList<>();
		lines.start();
		logger.addAppender(lines);
		try {
			for (String name : List.of("a", "b")) {
				this.listeners.add((before, after) -> {
					throw new IllegalStateException(name);
				});
			}
			for (int i = 0; i < 20; i++) {
				change();
			}
			assertThat(LogQueue.shared().written(PATIENCE)).succeedsWithin(PATIENCE);
			assertThat(lines.list).extracting((line) -> line.getThrowableProxy().getMessage())
				.containsExactlyInAnyOrder("a", "b");
		}
		finally {
			logger.detachAppender(lines);
		}
	}

	@Test
	void whoCannotBeToldForWantOfMemoryIsToldWhenItIsTriedAgain() {
		this.listeners.add((before, after) -> this.told.add("a"));
		this.listeners.add((before, after) -> this.told.add("b"));
		change();
		this.told.clear();
		this.failing = true;
		assertThat(change()).isNotNull();
		this.failing = false;
		assertThat(catchThrowable(this.listeners::changed)).isNull();
		while (!this.threads.isEmpty()) {
			this.threads.poll().run();
		}
		assertThat(this.told).containsExactly("a", "b");
	}

}
