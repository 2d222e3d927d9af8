package io.starling.mesh.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class LogQueueTest {

	private final LogQueue queue = new LogQueue(10);

	@Test
	void whatDoesNotFitIsCountedAndSaidInItsPlace() throws InterruptedException {
		Logger logger = (Logger) LoggerFactory.getLogger(LogQueue.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.list = new CopyOnWriteArrayList<>();
		appender.start();
		logger.addAppender(appender);
		try {
			CountDownLatch blocking = new CountDownLatch(1);
			CountDownLatch released = new CountDownLatch(1);
			this.queue.write(() -> {
				blocking.countDown();
				try {
					released.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
			blocking.await();
			for (int i = 0; i < 110; i++) {
				int number = i;
				this.queue.write(() -> logger.warn("line {}", number));
			}
			// It does not wait for the one that blocks.
			assertThat(this.queue.written(Duration.ofMillis(1))).succeedsWithin(Duration.ofSeconds(20));
			released.countDown();
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> List.copyOf(appender.list).size() == 11);
			this.queue.write(() -> logger.warn("the next line"));
			assertThat(this.queue.written(Duration.ofSeconds(20))).succeedsWithin(Duration.ofSeconds(30));
			List<String> lines = appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
			assertThat(lines.subList(0, 10)).isEqualTo(IntStream.range(0, 10).mapToObj((i) -> "line " + i).toList());
			assertThat(lines.get(10)).startsWith("101 lines");
			assertThat(lines.subList(11, lines.size())).containsExactly("the next line");
		}
		finally {
			logger.detachAppender(appender);
		}
	}

	@Test
	void aLineThatThrowsIsNotTheLast() {
		this.queue.write(() -> {
			throw new OutOfMemoryError("thrown by the test, on purpose");
		});
		CountDownLatch written = new CountDownLatch(1);
		this.queue.write(written::countDown);
		assertThat(this.queue.written(Duration.ofSeconds(20))).succeedsWithin(Duration.ofSeconds(30));
		assertThat(written.getCount()).isZero();
	}

}
