package io.starling.demo.console;

import java.util.concurrent.atomic.AtomicBoolean;

import io.starling.demo.console.LogLine.Tone;
import io.starling.demo.process.Slot;
import io.starling.demo.process.Supervisor;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * Starts the instances when the page can be seen, and ends them before the console ends.
 */
class ConsoleLife {

	private final AtomicBoolean closing = new AtomicBoolean();

	private final ConsoleProperties properties;

	private final Environment environment;

	private final Supervisor supervisor;

	private final ConsoleFeed feed;

	private final EventLog log;

	ConsoleLife(ConsoleProperties properties, Environment environment, Supervisor supervisor, ConsoleFeed feed,
			EventLog log) {
		this.properties = properties;
		this.environment = environment;
		this.supervisor = supervisor;
		this.feed = feed;
		this.log = log;
	}

	@EventListener(ApplicationReadyEvent.class)
	void ready() {
		String published = this.properties.url();
		String url = (published != null) ? published
				: "http://127.0.0.1:" + this.environment.getProperty("local.server.port") + "/";
		this.log.add(Tone.GOOD, "console", "is up: " + url);
		if (this.properties.browser()) {
			Doorstep.openBrowser(url);
		}
		this.supervisor.slots().stream().map(Slot::name).forEach(this.supervisor::start);
	}

	@EventListener(ContextClosedEvent.class)
	void closed() {
		if (this.closing.compareAndSet(false, true)) {
			this.log.add(Tone.PLAIN, "console", "ends, and all instances with it");
			// What follows is the same for each of them, and no news.
			this.feed.close();
			this.supervisor.close();
			this.log.add(Tone.PLAIN, "console", "left no process behind");
		}
	}

}
