package io.starling.simulator.member;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Protocol;
import io.starling.mesh.protocol.Settings;
import io.starling.simulator.network.Port;

/**
 * One process with one member of a mesh in it. Drives the same protocol as production
 * does, input by input; what an input asks of the world takes effect after it.
 */
public final class SimulatedMember {

	private final World world;

	private final MemberObserver observer;

	private final String mesh;

	private final MemberId id;

	private final Wire wire;

	private final Port port;

	private final DriftingClock clock;

	private final Protocol protocol;

	private final EventLoop loop;

	/** The rows that were asked about, by the number of the inquiry. */
	private final TreeMap<Long, Row> asked = new TreeMap<>();

	private MeshSnapshot snapshot;

	private boolean news;

	/**
	 * Creates a member; {@link #start()} begins it.
	 * @param world what it shares with others
	 * @param observer is told what it does
	 * @param mesh the name of its mesh
	 * @param endpoint where it listens
	 * @param known the peers that its predecessor here has left it
	 * @param random all its chances come from here
	 */
	public SimulatedMember(World world, MemberObserver observer, String mesh, Endpoint endpoint, List<Endpoint> known,
			SplittableRandom random) {
		this.world = world;
		this.observer = observer;
		this.mesh = mesh;
		this.id = MemberId.random(random);
		this.wire = world.wire().at(endpoint);
		this.clock = DriftingClock.draw(world.drift(), random);
		this.protocol = new Protocol(mesh, this.wire.record(new Member(this.id, 1, endpoint, "", false)),
				world.settings(), random.split(), new MemberOutbox(this, random),
				this.clock.at(world.timeline().now()));
		this.protocol.rows().completeBy(this.wire::complete, this.wire::record);
		this.protocol.recall(this.clock.at(world.timeline().now()), known);
		this.snapshot = this.protocol.snapshot();
		this.port = world.network().listen(endpoint, new Ear(this));
		this.loop = new EventLoop(world.timeline(), world.processor(), random,
				() -> perform("ticks", 0, () -> "", this.protocol::tick), this::settle);
	}

	/** Begins. */
	public void start() {
		this.observer.started(this);
		input("starts", this.id.low(), this.id::toString, this.protocol::start);
	}

	/**
	 * Writes a row.
	 * @param table the table
	 * @param key the key
	 * @param state the state
	 */
	public void put(String table, String key, Bytes state) {
		input("puts", key.hashCode(), () -> table + "/" + key, (now) -> {
			Row row = this.protocol.rows().put(now, table, key, state);
			this.protocol.settle(now);
			this.observer.wrote(this, row);
		});
	}

	/**
	 * Withdraws a row.
	 * @param table the table
	 * @param key the key
	 */
	public void withdraw(String table, String key) {
		input("withdraws", key.hashCode(), () -> table + "/" + key, (now) -> {
			if (this.protocol.rows().withdraw(now, table, key)) {
				this.protocol.settle(now);
				this.observer.withdrew(this, new RowId(table, this.id, key));
			}
		});
	}

	/**
	 * Asks who holds a row as it is now; does nothing if there is none.
	 * @param table the table
	 * @param key the key
	 * @param within how long to wait for those who have not said so
	 */
	public void confirm(String table, String key, Duration within) {
		RowId id = new RowId(table, this.id, key);
		input("asks about", key.hashCode(), () -> table + "/" + key, (now) -> this.snapshot.row(id)
			.ifPresent((row) -> this.asked.put(this.protocol.rows().confirm(now, table, key, within), row)));
	}

	/** Says goodbye and ends. */
	public void leave() {
		wake();
		input("leaves", 0, () -> "", this.protocol::leave);
		end();
		this.port.shutDown();
	}

	/** Dies; the kernel closes what the process held. */
	public void crash() {
		note("crashes");
		end();
		this.port.shutDown();
	}

	/** Dies with its host, without a trace. */
	public void goDark() {
		note("goes dark");
		end();
		this.world.network().darken(host());
	}

	private void end() {
		this.loop.end();
	}

	/** Freezes: nothing is done until {@link #wake()}; the kernel keeps what comes. */
	public void freeze() {
		note("freezes");
		this.loop.freeze();
	}

	/** Goes on, with all that came in the meantime and a tick that is late. */
	public void wake() {
		note("wakes");
		this.loop.wake();
	}

	/** Returns the host's name. */
	public String host() {
		return this.port.endpoint().host();
	}

	/** Returns the name of the mesh. */
	public String mesh() {
		return this.mesh;
	}

	/** Returns the member's id. */
	public MemberId id() {
		return this.id;
	}

	/** Returns what its protocol runs with. */
	public Settings settings() {
		return this.world.settings();
	}

	/** Returns the place on the network. */
	public Port port() {
		return this.port;
	}

	/** Returns what the member showed last. */
	public MeshSnapshot snapshot() {
		return this.snapshot;
	}

	/** Returns when the member stood still. */
	public List<Pause> pauses() {
		return this.loop.pauses();
	}

	/**
	 * Measures what the process keeps.
	 * @return how much is in each collection of its protocol, by {@code Class.field}
	 */
	public SortedMap<String, Long> collections() {
		return CollectionSizes.of(this.protocol);
	}

	/** Returns when the process ended. */
	public Optional<Duration> ended() {
		return this.loop.ended();
	}

	/** Tells whether the process lives, frozen or not. */
	public boolean isUp() {
		return !this.loop.hasEnded();
	}

	/**
	 * Tells whether the process stands still.
	 * @return true if it is frozen
	 */
	public boolean isFrozen() {
		return this.loop.isFrozen();
	}

	Protocol protocol() {
		return this.protocol;
	}

	Wire wire() {
		return this.wire;
	}

	World world() {
		return this.world;
	}

	MemberObserver observer() {
		return this.observer;
	}

	void publish(MeshSnapshot snapshot) {
		this.snapshot = snapshot;
		this.news = true;
	}

	void confirmed(long inquiry, Confirmation confirmation) {
		Row row = this.asked.remove(inquiry);
		if (row != null) {
			// What it knows at this moment is shown only at the end of the burst.
			this.snapshot = this.protocol.snapshot();
			this.observer.confirmed(this, row, confirmation);
		}
	}

	void seedsResolved(List<Endpoint> seeds) {
		input("finds seeds", seeds.size(), seeds::toString, (now) -> this.protocol.seedsResolved(now, seeds));
	}

	private Duration now() {
		return this.world.timeline().now();
	}

	private void note(String what) {
		this.world.trace().add(now(), host(), what, 0, () -> "");
	}

	private void input(String what, long detail, Supplier<String> words, Consumer<Instant> call) {
		this.loop.take(() -> perform(what, detail, words, call));
	}

	/** Something that comes by a connection, unless it has been closed meanwhile. */
	void inputFrom(ConnectionId connection, String what, Supplier<String> words, Consumer<Instant> call) {
		this.loop.take(() -> {
			if (this.port.holds(connection)) {
				perform(what, connection.number(), () -> connection + " " + words.get(), call);
			}
		});
	}

	private void perform(String what, long detail, Supplier<String> words, Consumer<Instant> call) {
		this.world.trace().add(now(), host(), what, detail, words);
		call.accept(this.clock.at(now()));
		showNews();
	}

	private Duration settle() {
		Instant now = this.clock.at(now());
		Instant due = this.protocol.settle(now);
		showNews();
		return this.clock.until(Duration.between(now, due));
	}

	private void showNews() {
		if (this.news) {
			this.news = false;
			this.observer.published(this, this.snapshot);
		}
	}

}
