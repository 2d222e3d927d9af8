package io.starling.mesh;

import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.protocol.Notice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorLogTest {

	private final ManualLoop loop = new ManualLoop();

	private final OperatorLog log = new OperatorLog("logged", this.loop);

	private final Logger logger = (Logger) LoggerFactory.getLogger(Mesh.class);

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setLevel(Level.INFO);
	}

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
	}

	@Test
	void manyDeathsAreOneLine() {
		for (int i = 1; i <= 37; i++) {
			die(i);
		}
		this.loop.pass(DeathLines.WINDOW.multipliedBy(2));
		assertThat(lines()).singleElement()
			.asString()
			.contains("37 members died within 50 ms: ", "at 10.0.0.1:1, ", "at 10.0.0.5:1 and 32 more",
					"of the first: silent");
	}

	@Test
	void oneDeathIsALineOfItsOwn() {
		die(1);
		this.loop.pass(DeathLines.WINDOW);
		die(2);
		this.loop.pass(DeathLines.WINDOW);
		assertThat(lines()).hasSize(2).allMatch((line) -> line.endsWith(":1 is dead: silent"));
	}

	@Test
	void linesStayInOrder() {
		die(1);
		this.log.notice(new Notice.Isolated(0));
		assertThat(lines()).satisfiesExactly((first) -> assertThat(first).contains("is dead"),
				(second) -> assertThat(second).contains("nobody else is left"));
		this.loop.pass(DeathLines.WINDOW);
		assertThat(lines()).hasSize(2);
	}

	private void die(int number) {
		this.log.notice(new Notice.Died(
				new Member(new MemberId(number, 1), 1, new Endpoint("10.0.0." + number, 1), "", false), "silent"));
	}

	private List<String> lines() {
		LogQueue.shared().written(Duration.ofSeconds(20)).join();
		return List.copyOf(this.appender.list)
			.stream()
			.map(ILoggingEvent::getFormattedMessage)
			.filter((line) -> line.startsWith("Mesh 'logged'"))
			.toList();
	}

}
