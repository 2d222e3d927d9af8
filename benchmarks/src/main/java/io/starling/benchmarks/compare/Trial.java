package io.starling.benchmarks.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.starling.benchmarks.measure.Await;
import io.starling.benchmarks.measure.DoomedProcess;
import io.starling.benchmarks.measure.Heap;
import io.starling.benchmarks.measure.Idle;
import io.starling.benchmarks.measure.NotReachedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Measures one product at one size: forms the mesh, changes values, rests, then lets
 * members come, leave and be killed. Whatever is timed is done by one thread and watched
 * by another, so that a call which returns late is not taken for an effect that comes
 * late.
 */
final class Trial {

	private static final int WARM_UP_CHANGES = 20;

	/** Code that runs for the first time is slow, in all products. */
	private static final int WARM_UP_ROUNDS = 2;

	private static final Duration FORM_LIMIT = Duration.ofMinutes(5);

	private static final Duration BETWEEN_CHANGES = Duration.ofMillis(150);

	private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(2);

	private static final Duration IDLE_WINDOW = Duration.ofSeconds(10);

	/** About as much as an instance of a service says of itself. */
	private static final String PADDING = "x".repeat(180);

	private final Product product;

	private final int size;

	private final Plan plan;

	private final Consumer<Sample> out;

	private final CommandSpec spec;

	private final Contestant contestant;

	private final List<String> seeds = new ArrayList<>();

	private final List<ContestantMember> members = new ArrayList<>();

	private final ExecutorService actor = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "actor");
		thread.setDaemon(true);
		return thread;
	});

	private final Random random = new Random(42);

	private int started;

	Trial(Product product, int size, Plan plan, Consumer<Sample> out, CommandSpec spec) {
		this.product = product;
		this.size = size;
		this.plan = plan;
		this.out = out;
		this.spec = spec;
		this.contestant = product.contestant();
	}

	/**
	 * Measures everything.
	 * @throws NotReachedException if there is nothing left to measure: the mesh does not
	 * form, or its members no longer agree on who is there
	 * @throws Exception if the product fails
	 */
	void run() throws Exception {
		long heap = Heap.used();
		form();
		Await.pause(this.plan.settle());
		change();
		Await.pause(this.plan.settle().dividedBy(3));
		rest();
		report(Figure.HEAP, (Heap.used() - heap) / 1e6 / this.size);
		int rounds = (this.plan.rounds() > 0) ? WARM_UP_ROUNDS + this.plan.rounds() : 0;
		for (int i = 0; i < rounds; i++) {
			boolean counts = i >= WARM_UP_ROUNDS;
			join(counts ? Figure.JOIN : null);
			leave(counts ? Figure.LEAVE : null);
			crash(counts ? Figure.CRASH : null);
		}
	}

	private void form() throws Exception {
		long from = System.nanoTime();
		for (int i = 0; i < this.size; i++) {
			ContestantMember member = this.actor.submit(this::start).get(FORM_LIMIT.toSeconds(), TimeUnit.SECONDS);
			this.members.add(member);
			if (this.seeds.size() < Contestant.SEEDS) {
				this.seeds.add(member.address());
			}
		}
		if (!Await.everyUntil(this.members, (member) -> member.size() == this.size, from + FORM_LIMIT.toNanos())) {
			this.out.accept(new Sample(this.product, this.size, Figure.FORM, FORM_LIMIT.toSeconds(), false));
			throw new NotReachedException(this.product.title() + " did not form a mesh of " + this.size + " members");
		}
		report(Figure.FORM, (System.nanoTime() - from) / 1e9);
	}

	private ContestantMember start() throws Exception {
		return this.contestant.start(this.started++, List.copyOf(this.seeds));
	}

	private void change() throws Exception {
		for (int i = 0; i < WARM_UP_CHANGES + this.plan.changes(); i++) {
			ContestantMember owner = this.members.get(i * 7 % this.size);
			String value = i + PADDING;
			timed((i < WARM_UP_CHANGES) ? null : Figure.CHANGE, () -> {
				owner.change(value);
				return owner;
			}, this.members, (member) -> member.holds(owner, value));
			Await.pause(BETWEEN_CHANGES);
		}
	}

	private void rest() {
		for (int i = 0; i < this.plan.idleWindows(); i++) {
			Idle idle = Idle.measure(this.size, IDLE_WINDOW);
			report(Figure.IDLE_BYTES, idle.bytes());
			report(Figure.IDLE_PACKETS, idle.packets());
			report(Figure.IDLE_CPU, idle.cpu());
		}
	}

	private void join(@Nullable Figure figure) throws Exception {
		agree();
		int size = this.members.size() + 1;
		List<ContestantMember> others = List.copyOf(this.members);
		this.members.add(timed(figure, this::start, others, (member) -> member.size() == size));
	}

	/** Lets any member but a seed leave. */
	private void leave(@Nullable Figure figure) throws Exception {
		agree();
		int number = Contestant.SEEDS + this.random.nextInt(this.members.size() - Contestant.SEEDS);
		ContestantMember leaver = this.members.remove(number);
		timed(figure, () -> {
			leaver.leave();
			return leaver;
		}, this.members, (member) -> !member.lists(leaver.name()));
	}

	/** Lets a process with one more member come, and kills it. */
	private void crash(@Nullable Figure figure) throws Exception {
		List<String> arguments = List.of("victim", "--product=" + this.product, "--number=" + this.started++,
				"--seeds=" + String.join(",", this.seeds));
		try (DoomedProcess victim = DoomedProcess.start(this.spec, arguments, 1)) {
			String name = victim.names().get(0);
			Await.every(this.product.title() + ": the victim known by all", this.members,
					(member) -> member.lists(name), this.plan.limit());
			Await.pause(BETWEEN_EVENTS.multipliedBy(2));
			timed(figure, () -> {
				victim.kill();
				return name;
			}, this.members, (member) -> !member.lists(name));
		}
	}

	/** Waits until all list all, and leaves them in peace for a while. */
	private void agree() {
		Await.every(this.product.title() + ": all list the same members", this.members,
				(member) -> member.size() == this.members.size(), this.plan.limit());
		Await.pause(BETWEEN_EVENTS);
	}

	/**
	 * Lets the actor do something, and measures until it shows everywhere.
	 * @param figure what to report the time as; null for nothing
	 */
	private <T> T timed(@Nullable Figure figure, Callable<T> action, Collection<ContestantMember> watched,
			Predicate<ContestantMember> shown) throws Exception {
		long from = System.nanoTime();
		Future<T> done = this.actor.submit(action);
		boolean reached = Await.everyUntil(watched, shown, from + this.plan.limit().toNanos());
		double time = (System.nanoTime() - from) / 1e6;
		if (figure != null) {
			double value = reached ? time : this.plan.limit().toMillis();
			this.out.accept(new Sample(this.product, this.size, figure, value, reached));
		}
		return done.get(this.plan.limit().toSeconds(), TimeUnit.SECONDS);
	}

	private void report(Figure figure, double value) {
		this.out.accept(new Sample(this.product, this.size, figure, value, true));
	}

}
