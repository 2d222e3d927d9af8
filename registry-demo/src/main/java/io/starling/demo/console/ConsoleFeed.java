package io.starling.demo.console;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.starling.mesh.MeshListener;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.MeshSnapshot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Where everything meets: the mesh changes or a process ends, and the pages are told. The
 * first change goes out at once, those that follow within a tenth of a second go out
 * together.
 */
class ConsoleFeed implements MeshListener, AutoCloseable {

	private static final Log logger = LogFactory.getLog(ConsoleFeed.class);

	private static final long PAUSE_MILLIS = 100;

	private static final Duration PING = Duration.ofSeconds(2);

	private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(ConsoleFeed::daemon);

	private final AtomicBoolean due = new AtomicBoolean();

	private final CallBook calls = new CallBook();

	private final Names names = new Names();

	private final PageStream stream;

	private final EventLog log;

	private final MeshView mesh;

	private final MeshEvents events;

	private final StateReader reader;

	private final Controls controls;

	private final Subscription subscription;

	private volatile @Nullable PageState last;

	private volatile long sentNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);

	ConsoleFeed(MeshView mesh, Controls controls, PageStream stream, EventLog log, Overlay overlay) {
		this.mesh = mesh;
		this.controls = controls;
		this.stream = stream;
		this.log = log;
		this.events = new MeshEvents(mesh, this.names, this.log);
		this.reader = new StateReader(this.names, overlay);
		log.listen(this::tell);
		this.subscription = mesh.watch(this);
		ScheduledFuture<?> unused = this.thread.scheduleWithFixedDelay(guarded(this::ping), PING.toMillis(),
				PING.toMillis(), TimeUnit.MILLISECONDS);
		changed(mesh.snapshot(), mesh.snapshot());
	}

	/**
	 * Opens a stream to a page.
	 * @return what Spring writes the events to
	 */
	SseEmitter open() {
		return this.stream.open(() -> new Hello(state(), this.log.lines(), this.calls.recent(), this.calls.troubles(),
				System.currentTimeMillis()));
	}

	/**
	 * Returns what the pages show now.
	 * @return the state
	 */
	PageState state() {
		return this.reader.read(this.mesh, this.controls);
	}

	@Override
	public void changed(MeshSnapshot before, MeshSnapshot after) {
		List<Registered> registered = this.mesh.registered(after);
		this.names.learn(after, registered);
		this.controls.up(registered.stream().map(Registered::name).collect(Collectors.toSet()));
		touch();
		this.events.changed(before, after);
		this.calls.read(after).ifPresent((news) -> this.stream.send("calls", news));
	}

	private void tell(LogLine line) {
		this.stream.send("log", line);
		touch();
	}

	private void touch() {
		if (this.due.compareAndSet(false, true)) {
			long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.sentNanos);
			try {
				ScheduledFuture<?> unused = this.thread.schedule(guarded(this::send), Math.max(0, PAUSE_MILLIS - since),
						TimeUnit.MILLISECONDS);
			}
			catch (RejectedExecutionException ex) {
				// The console is closing.
			}
		}
	}

	private void send() {
		this.due.set(false);
		this.sentNanos = System.nanoTime();
		PageState state = state();
		if (!state.equals(this.last)) {
			this.last = state;
			this.stream.send("state", state);
		}
	}

	private void ping() {
		this.stream.send("ping", System.currentTimeMillis());
		touch();
	}

	// One failure must not end the pings, which is what an executor makes of it.
	private static Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				logger.error("The pages could not be told", ex);
			}
		};
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "console-feed");
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void close() {
		this.subscription.close();
		this.thread.shutdownNow();
		this.stream.close();
	}

	/**
	 * All that a page needs to begin with.
	 *
	 * @param state the state
	 * @param log what happened lately
	 * @param calls the calls of the last minute
	 * @param troubles the last calls that did not go well
	 * @param now the console's clock, in milliseconds of the epoch
	 */
	record Hello(PageState state, List<LogLine> log, CallNews calls, List<CallInfo> troubles, long now) {
	}

}
