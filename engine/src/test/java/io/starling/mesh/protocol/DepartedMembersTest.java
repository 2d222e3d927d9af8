package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What readers learn of those who are gone and not listed: rule K4.
 */
class DepartedMembersTest {

	private final Bench bench = new Bench();

	private ConnectionId stranger;

	private ConnectionId neighbour;

	private ConnectionId dialled;

	@BeforeEach
	void meet() {
		this.stranger = this.bench.join(100);
		this.neighbour = this.bench.meet(700);
		this.dialled = this.bench.dial(800, this.neighbour);
		this.bench.pass(Duration.ofSeconds(2), this.stranger, this.neighbour, this.dialled);
		this.bench.out.forget();
	}

	@Test
	void areShownWhereOthersHaveToldThatItIsCertain() {
		tell(departure(600, 4, true), departure(601, 4, false));
		assertThat(shown().departed()).containsExactly(Bench.id(600));
		assertThat(shown().isGone(Bench.id(600))).isTrue();
		assertThat(shown().isGone(Bench.id(601))).isFalse();
		assertThat(shown().isGone(Bench.id(602))).isFalse();
	}

	@Test
	void areOnlyPresumedWhereAnybodyMayHaveToldIt() {
		tell(this.stranger, departure(600, 4, true));
		assertThat(shown().departed()).isEmpty();
		tell(departure(600, 4, true));
		assertThat(shown().departed()).containsExactly(Bench.id(600));
	}

	@Test
	void areAskedForOnceWhereAnybodyMayHaveToldThem() {
		tell(this.stranger, departure(600, 4, false));
		assertThat(this.bench.out.dialled).isEmpty();
		tell(this.stranger, departure(600, 4, true), departure(601, 4, true));
		tell(this.neighbour, departure(602, 4, true));
		assertThat(this.bench.out.dialled).hasSize(1);
		ConnectionId asking = this.bench.dialTo(100);
		this.bench.protocol.connected(this.bench.now, asking);
		assertThat(this.bench.out.sent(Message.Hello.class)).singleElement().matches(Message.Hello::alone);
		this.bench.take(asking, Bench.hello(Bench.member(100)));
		assertThat(this.bench.out.closed).doesNotContain(asking);
		tell(asking, departure(600, 4, true), departure(601, 4, true));
		assertThat(shown().departed()).containsExactly(Bench.id(600), Bench.id(601));
		// Whom else it was told of, from the next.
		this.bench.pass(Duration.ofSeconds(4), this.stranger, this.neighbour, this.dialled, asking);
		assertThat(this.bench.out.dialled).hasSize(2);
		answer(this.bench.dialTo(700), 700, departure(602, 4, true));
		assertThat(shown().departed()).contains(Bench.id(602));
		// Nobody asks those who have answered, and no connection stays for it.
		this.bench.pass(Duration.ofSeconds(30), this.stranger, this.neighbour, this.dialled, asking);
		assertThat(this.bench.out.dialled).hasSize(2);
		assertThat(this.bench.out.closed).contains(asking);
		tell(this.stranger, departure(603, 4, true));
		assertThat(this.bench.out.dialled).hasSize(3);
	}

	private void answer(ConnectionId dialled, int member, Departure departure) {
		this.bench.protocol.connected(this.bench.now, dialled);
		this.bench.take(dialled, Bench.hello(Bench.member(member)));
		tell(dialled, departure);
	}

	@Test
	void areAskedForThreeTimesWhereNobodyAnswers() {
		tell(this.stranger, departure(600, 4, true));
		this.bench.pass(Duration.ofMinutes(1), this.stranger, this.neighbour, this.dialled);
		assertThat(this.bench.out.dialled.values()).containsOnly(Bench.member(100).endpoint()).hasSize(3);
	}

	@Test
	void areToldAlthoughOthersHaveMadeUpThousandsSince() {
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(600)),
				new Rumor.OfMember(Bench.member(600).leaving()));
		this.bench.pass(Duration.ofSeconds(20), this.stranger, this.neighbour, this.dialled);
		for (int i = 0; i < 2; i++) {
			List<Departure> madeUp = new ArrayList<>();
			for (int k = 0; k < Limits.DEPARTURES_PER_MESSAGE; k++) {
				madeUp.add(new Departure(Bench.id(10_000 + i * 10_000 + k), 4, Duration.ZERO));
			}
			tell(this.stranger, madeUp.toArray(Departure[]::new));
		}
		this.bench.out.forget();
		this.bench.join(101);
		assertThat(this.bench.out.sent(Message.Departed.class).get(0).departures())
			.hasSize(Limits.DEPARTURES_PER_MESSAGE)
			.extracting(Departure::member)
			.contains(Bench.id(600));
	}

	@Test
	void areShownOnceWhatWasPresumedIsCertain() {
		tell(departure(600, 4, false));
		MeshSnapshot before = shown();
		tell(departure(600, 3, true));
		assertThat(shown().isGone(Bench.id(600))).isFalse();
		tell(departure(600, 4, true));
		assertThat(shown().isGone(Bench.id(600))).isTrue();
		assertThat(shown().hasSameMembersAs(before)).isFalse();
	}

	@Test
	void areNotShownAnyMoreOnceTheySayThatTheyAreThere() {
		tell(departure(600, 4, true));
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(600).withVersion(5)));
		assertThat(shown().departed()).isEmpty();
		assertThat(shown().isGone(Bench.id(600))).isFalse();
	}

	@Test
	void areNotThoseOfWhomOnlyADeathIsReported() {
		this.bench.receive(this.stranger, new Rumor.OfDeath(Bench.id(600), 4, Bench.id(100)));
		assertThat(shown().departed()).isEmpty();
	}

	@Test
	void areShownForADayAfterTheyWereForgotten() {
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(600)),
				new Rumor.OfMember(Bench.member(600).leaving()));
		assertThat(shown().isGone(Bench.id(600))).isTrue();
		assertThat(shown().departed()).isEmpty();
		this.bench.pass(Duration.ofMinutes(11), this.stranger, this.neighbour);
		assertThat(shown().member(Bench.id(600))).isEmpty();
		assertThat(shown().isGone(Bench.id(600))).isTrue();
	}

	@Test
	void areNotThoseOnlyPresumedDeadWhoWereForgotten() {
		Instant now = this.bench.now;
		DepartedMembers departed = new DepartedMembers(new Roster(Bench.member(500), Settings.defaults().rings(), now),
				Duration.ofMinutes(10), new Changes(now));
		departed.forgotten(new MemberState(Bench.member(600), Liveness.DEAD, now, "silent", false));
		departed.forgotten(new MemberState(Bench.member(601), Liveness.DEAD, now, "gone", true));
		departed.forgotten(new MemberState(Bench.member(602), Liveness.LEFT, now, "said goodbye"));
		assertThat(departed.certain()).containsExactly(Bench.id(601), Bench.id(602));
		departed.forget(now.plus(DepartedMembers.KEPT).plus(Duration.ofMinutes(10)));
		assertThat(departed.all(now.plus(DepartedMembers.KEPT).plus(Duration.ofMinutes(9)))).hasSize(3);
		departed.forget(now.plus(DepartedMembers.KEPT).plus(Duration.ofMinutes(10)).plusMillis(1));
		assertThat(departed.certain()).isEmpty();
		assertThat(departed.size()).isZero();
	}

	@Test
	void areToldToNewcomersWithWhatIsCertain() {
		this.bench.receive(this.stranger, new Rumor.OfMember(Bench.member(600)),
				new Rumor.OfMember(Bench.member(600).leaving()));
		tell(departure(601, 4, true), departure(602, 4, false));
		this.bench.out.forget();
		this.bench.join(101);
		List<Departure> told = this.bench.out.sent(Message.Departed.class).get(0).departures();
		assertThat(told).filteredOn(Departure::certain)
			.extracting(Departure::member)
			.containsExactlyInAnyOrder(Bench.id(600), Bench.id(601));
		assertThat(told).filteredOn((it) -> !it.certain()).extracting(Departure::member).containsExactly(Bench.id(602));
	}

	/** Whom this member has dialled tells it. */
	private void tell(Departure... departures) {
		tell(this.dialled, departures);
	}

	private void tell(ConnectionId from, Departure... departures) {
		this.bench.take(from, new Message.Departed(Arrays.asList(departures)));
	}

	private static Departure departure(int number, long version, boolean certain) {
		return new Departure(Bench.id(number), version, Duration.ofMinutes(1), certain);
	}

	private MeshSnapshot shown() {
		return Objects.requireNonNull(this.bench.out.published);
	}

}
