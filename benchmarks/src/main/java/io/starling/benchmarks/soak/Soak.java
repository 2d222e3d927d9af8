package io.starling.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.starling.benchmarks.measure.Await;

/**
 * Runs the processes. The first ones stay and only write; to all others something happens
 * now and then. Belongs to one thread, but for {@link #close()}.
 */
final class Soak implements AutoCloseable {

	private static final int SEEDS = 3;

	private static final int KEYS = 20;

	/** Longer than the hang tolerance, so that the frozen one is taken for dead. */
	private static final int FREEZE_SECONDS = 8;

	private final SoakPlan plan;

	private final SoakReport report;

	private final Random random;

	private final Path directory;

	private final List<SoakProcess> members = new ArrayList<>();

	/** From when on something may happen to a member again, or it is to be started. */
	private final long[] busyUntil;

	private List<CompletableFuture<SortedMap<String, Long>>> asked = List.of();

	private Duration askedAt = Duration.ZERO;

	private boolean closed;

	Soak(SoakPlan plan, SoakReport report) throws IOException {
		this.plan = plan;
		this.report = report;
		this.random = new Random(plan.seed());
		this.directory = Files.createTempDirectory("starling-soak-");
		this.busyUntil = new long[plan.processes()];
	}

	/** Starts all, lets things happen, and looks at those that stay. */
	void run() {
		this.report.say("Logs are in " + this.directory);
		for (int i = 0; i < this.plan.processes(); i++) {
			this.members.add(start(i));
			Await.pause(Duration.ofMillis(500));
		}
		this.members.subList(0, this.plan.staying()).forEach(this::fill);
		long begin = System.nanoTime();
		long end = begin + this.plan.time().toNanos();
		long nextSample = begin + this.plan.sampling().toNanos();
		while (System.nanoTime() < end) {
			// Mostly short, sometimes long.
			Await.pause(Duration
				.ofNanos((long) (-this.plan.acting().toNanos() * Math.log(1 - this.random.nextDouble() * 0.99))));
			act();
			restart();
			if (System.nanoTime() >= nextSample && report()) {
				this.asked = this.members.subList(0, this.plan.staying()).stream().map(SoakProcess::sample).toList();
				this.askedAt = Duration.ofNanos(System.nanoTime() - begin);
				nextSample = System.nanoTime() + this.plan.sampling().toNanos();
			}
		}
		Await.pause(this.plan.acting());
		report();
	}

	/** Things go on happening until those who were asked last have all answered. */
	private boolean report() {
		boolean answered = this.asked.stream().allMatch(CompletableFuture::isDone);
		if (answered && !this.asked.isEmpty()) {
			this.report.sampled(this.askedAt, this.asked.stream().map(CompletableFuture::join).toList());
			this.asked = List.of();
		}
		return answered;
	}

	private synchronized SoakProcess start(int i) {
		if (this.closed) {
			throw new IllegalStateException("The soak is closed");
		}
		List<Integer> seeds = IntStream.range(0, SEEDS).mapToObj((seed) -> this.plan.port() + seed).toList();
		return SoakProcess.start(this.plan.port() + i, seeds, this.directory.resolve(i + ".log"));
	}

	private void act() {
		write(this.random.nextInt(this.plan.processes()));
		int i = this.plan.staying() + this.random.nextInt(this.plan.processes() - this.plan.staying());
		SoakProcess member = this.members.get(i);
		if (System.nanoTime() < this.busyUntil[i] || !member.isAlive()) {
			return;
		}
		int what = this.random.nextInt(4);
		switch (what) {
			case 0 -> member.kill();
			case 1 -> member.leave();
			case 2 -> member.freeze(Duration.ofSeconds(FREEZE_SECONDS));
			default -> write(i);
		}
		int seconds = (what == 2) ? FREEZE_SECONDS + 5 : (what == 3) ? 0 : this.random.nextInt(10);
		this.busyUntil[i] = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
		this.report.happened(what);
	}

	private void write(int i) {
		if (System.nanoTime() >= this.busyUntil[i]) {
			write(this.members.get(i), this.random.nextInt(KEYS));
		}
	}

	/**
	 * As many rows as a member has after long, so that those who stay begin with them.
	 */
	private void fill(SoakProcess member) {
		for (int key = 0; key < KEYS; key++) {
			write(member, key);
		}
	}

	private void write(SoakProcess member, int key) {
		member.command((this.random.nextInt(3) == 0) ? "withdraw k" + key : "put k" + key);
	}

	private void restart() {
		for (int i = 0; i < this.members.size(); i++) {
			if (!this.members.get(i).isAlive() && System.nanoTime() >= this.busyUntil[i]) {
				if (i < this.plan.staying()) {
					throw new IllegalStateException("Member " + i + " has ended, and was to stay; its log says why");
				}
				this.members.set(i, start(i));
				// Until it obeys.
				this.busyUntil[i] = System.nanoTime() + Duration.ofSeconds(3).toNanos();
			}
		}
	}

	/** Ends all processes. */
	@Override
	public synchronized void close() {
		this.closed = true;
		this.members.forEach(SoakProcess::kill);
	}

}
