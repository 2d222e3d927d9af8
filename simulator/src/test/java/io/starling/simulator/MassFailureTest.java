package io.starling.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.starling.simulator.MeshAssert.assertThat;
import static io.starling.simulator.Times.millis;
import static io.starling.simulator.Times.minutes;
import static io.starling.simulator.Times.seconds;

/** Many go at once: who is left agrees on who, and takes nobody else for dead. */
class MassFailureTest {

	private final Simulation mesh = Simulation.seeded(6);

	@BeforeEach
	void startSixty() {
		this.mesh.startMany(60);
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged();
	}

	@ParameterizedTest
	@ValueSource(ints = { 18, 30 })
	void processesThatCrashTogetherAreGoneWithinTheHangTolerance(int count) {
		String[] crashed = some(count);
		this.mesh.crash(crashed);
		this.mesh.runFor(millis(200));
		Assertions.assertThat(viewsThatList(crashed)).isLessThan(count * (60 - count) / 10);
		goneWithin(seconds(10), crashed);
	}

	@Test
	void hostsThatGoDarkTogetherAreGoneWithinSomeSeconds() {
		String[] dark = some(18);
		this.mesh.darken(dark);
		goneWithin(seconds(15), dark);
	}

	@Test
	void aFewWhoAreLeftAgreeInTheEndThatTheOthersAreGone() {
		Simulation twenty = Simulation.seeded(7);
		twenty.startMany(20);
		twenty.runFor(seconds(20));
		String[] dark = IntStream.range(0, 20).filter((i) -> i % 4 > 0).mapToObj(HostName::of).toArray(String[]::new);
		twenty.darken(dark);
		assertThat(twenty).within(lastResort(20).plus(minutes(1))).converged();
		assertThat(twenty).sawOnlyTheseDie(dark);
	}

	/**
	 * Log2 n + ln n + 14 rounds of a hang tolerance each, the formula of the engine,
	 * which is to stay what it is.
	 */
	private static Duration lastResort(double members) {
		return seconds(5).multipliedBy((long) Math.ceil(Math.log(members) / Math.log(2) + Math.log(members) + 14));
	}

	private void goneWithin(Duration limit, String... hosts) {
		assertThat(this.mesh).within(limit).converged();
		this.mesh.runFor(seconds(20));
		assertThat(this.mesh).converged().sawOnlyTheseDie(hosts);
	}

	/** Spread over the alphabet, without the seed. */
	private static String[] some(int count) {
		return IntStream.range(0, count).mapToObj((i) -> HostName.of(1 + i * 59 / count)).toArray(String[]::new);
	}

	private int viewsThatList(String... hosts) {
		List<String> gone = Arrays.asList(hosts);
		return this.mesh.running()
			.stream()
			.mapToInt((member) -> (int) member.snapshot()
				.present()
				.stream()
				.filter((state) -> new TreeSet<>(gone).contains(state.member().endpoint().host()))
				.count())
			.sum();
	}

}
