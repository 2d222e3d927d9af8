package io.starling.mesh.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class LogQueueTest {

	private final LogQueue queue = new LogQueue(10);

	@Test
	void whatDoesNotFitIsCountedAndSaid() throws InterruptedException {
		Logger logger = (Logger) LoggerFactory.getLogger(LogQueue.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
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
		CountDownLatch written = new CountDownLatch(10);
		for (int i = 0; i < 110; i++) {
			this.queue.write(written::countDown);
		}
		// It does not wait for the one that blocks.
		assertThat(this.queue.written(Duration.ofMillis(1))).succeedsWithin(Duration.ofSeconds(20));
		released.countDown();
		written.await();
		logger.detachAppender(appender);
		assertThat(appender.list).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.startsWith("101 lines");
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
