package io.starling.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Holders;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.simulator.member.Liar;
import io.starling.simulator.member.SimulatedMember;

import org.jspecify.annotations.Nullable;

/**
 * Tells lies about one member, to everybody whom the liar has met.
 */
final class Lies {

	private static final String TABLE = "services";

	private static final int SOME = 20;

	private final Liar liar;

	private final SimulatedMember victim;

	private final Simulation mesh;

	private final SplittableRandom random;

	/**
	 * Prepares lies.
	 * @param mesh where they are told
	 * @param liar tells them
	 * @param victim the host of the member that they are about
	 * @param random draws what is made up
	 */
	Lies(Simulation mesh, Liar liar, String victim, SplittableRandom random) {
		this.liar = liar;
		this.victim = mesh.member(victim);
		this.mesh = mesh;
		this.random = random;
	}

	/** Tells a lie once, in one of its forms. */
	void tell(Lie lie) {
		switch (lie) {
			case ROW -> row(version());
			case TOMBSTONE -> tombstone(1);
			case GOODBYE -> goodbye(this.random.nextInt(1, 10));
			case RECORD -> record(new Endpoint("nowhere", Simulation.PORT), this.random.nextInt(1, 10));
			case ROWS -> rows(SOME);
			case DEATH -> death(version());
			case DEPARTURE -> departure(this.random.nextBoolean() ? 1L << 39 : version());
			case HEARSAY -> death(record().version());
			case VOTES -> votes(observers());
			case BYSTANDERS -> votes(bystanders());
			case NOBODY -> votesOfNobody(SOME);
			case NEWCOMERS -> this.liar.spread(newcomers(SOME, this.victim.host()));
			case MADE_UP -> this.liar.spread(newcomers(SOME, "made-up-" + this.random.nextInt(1000)));
			case WAVES -> waves(SOME);
			case ECHOES -> this.liar.answer(Lies::echo);
			case DIGESTS -> this.liar.say(new Message.Beat(new Digest(this.random.nextLong(), this.random.nextLong()),
					Duration.ofSeconds(1)));
		}
	}

	/** One that is near, one that is far, one out of reach, or the last of all. */
	private long version() {
		return switch (this.random.nextInt(4)) {
			case 0 -> record().version() + 1;
			case 1 -> 1000 + this.random.nextInt(1000);
			case 2 -> 1L << 41;
			default -> (1L << 48) - 1;
		};
	}

	void row(long version) {
		spread(new Rumor.OfRow(Row.of(name(""), version, Bytes.EMPTY), Duration.ZERO));
	}

	void tombstone(long above) {
		long version = this.victim.snapshot().row(name("")).map(Row::version).orElse(1L);
		spread(new Rumor.OfRow(Row.tombstone(name(""), version + above), Duration.ZERO));
	}

	void rows(int count) {
		this.mesh.invariants().lies().madeUp(0, count);
		List<Rumor> rows = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Row row = Row.of(name("made up " + this.random.nextInt(1000)), version(), Bytes.EMPTY);
			rows.add(new Rumor.OfRow(row, Duration.ZERO));
		}
		this.liar.spread(rows);
	}

	void goodbye(long above) {
		Member it = record();
		spread(new Rumor.OfMember(new Member(it.id(), it.version() + above, it.endpoint(), it.zone(), true)));
	}

	void record(Endpoint endpoint, long above) {
		Member it = record();
		spread(new Rumor.OfMember(new Member(it.id(), it.version() + above, endpoint, it.zone(), false)));
	}

	void death(long version) {
		spread(new Rumor.OfDeath(this.victim.id(), version, this.liar.id()));
	}

	void departure(long version) {
		this.liar.say(new Message.Departed(List.of(new Departure(this.victim.id(), version, Duration.ofHours(1)))));
	}

	/** Finds the member gone, in the names of others. */
	void votes(List<MemberId> observers) {
		long version = record().version();
		this.liar.spread(observers.stream()
			.<Rumor>map((observer) -> new Rumor.OfVote(this.victim.id(), version, observer, Evidence.GONE))
			.toList());
	}

	void votesOfNobody(int count) {
		long version = record().version();
		List<Rumor> votes = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			votes.add(new Rumor.OfVote(this.victim.id(), version, MemberId.random(this.random), Evidence.SILENT));
		}
		this.liar.spread(votes);
	}

	List<MemberId> observers() {
		return this.victim.snapshot().neighbours().stream().sorted().toList();
	}

	List<MemberId> bystanders() {
		List<MemberId> observers = observers();
		return this.mesh.running()
			.stream()
			.map(SimulatedMember::id)
			.filter((id) -> !id.equals(this.victim.id()) && !observers.contains(id))
			.toList();
	}

	/** Members that nobody ever met, at one host. */
	List<Rumor> newcomers(int count, String host) {
		this.mesh.invariants().lies().madeUp(count, 0);
		List<Rumor> rumors = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			rumors
				.add(new Rumor.OfMember(new Member(MemberId.random(this.random), 1, Hosts.endpoint(host), "", false)));
		}
		return rumors;
	}

	void waves(int count) {
		for (int i = 0; i < count; i++) {
			this.liar.say(new Message.Wave(this.random.nextLong(1, 1L << 40), name("made up " + i), 1,
					Duration.ofSeconds(60)));
		}
	}

	private static @Nullable Message echo(Message message) {
		return (message instanceof Message.Wave wave)
				? new Message.Echo(wave.row().owner(), wave.number(), new Holders(1000, Digest.EMPTY)) : null;
	}

	private void spread(Rumor rumor) {
		this.liar.spread(List.of(rumor));
	}

	private RowId name(String key) {
		return new RowId(TABLE, this.victim.id(), key);
	}

	/** What the member says of itself, or said last. */
	Member record() {
		return this.victim.snapshot().member(this.victim.id()).orElseThrow().member();
	}

}
