package io.starling.simulator.spread;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CourierTest {

	private static final Conditions EVEN = Conditions.local()
		.withLatency(Duration.ofMillis(1), Duration.ofMillis(1))
		.withWork(Duration.ofNanos(10_000), Duration.ZERO, 0);

	private final List<Integer> rows = new ArrayList<>();

	private final List<Long> times = new ArrayList<>();

	@Test
	void framesOfALinkAllComeInOrderWhateverIsLost() {
		Courier courier = courier(EVEN.withLoss(0.2));
		for (int i = 0; i < 1000; i++) {
			courier.send(0, 1, frame(i));
			courier.timeline().runFor(Duration.ofMillis(2));
		}
		courier.timeline().runFor(Duration.ofMinutes(10));
		assertThat(this.rows).isEqualTo(IntStream.range(0, 1000).boxed().toList());
	}

	@Test
	void aLoneFrameThatIsLostIsLateByTheTimeouts() {
		Courier courier = courier(EVEN.withLoss(0.4));
		List<Long> delays = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			long sent = courier.timeline().now().toNanos();
			courier.send(0, 1, frame(i));
			courier.timeline().runFor(Duration.ofMinutes(10));
			delays.add((this.times.get(i) - sent) / 1_000_000);
		}
		assertThat(delays).contains(1L, 201L, 601L, 1401L);
		assertThat(delays.stream().filter((delay) -> delay < 2000)).containsOnly(1L, 201L, 601L, 1401L);
	}

	@Test
	void aBusyLinkMendsLossesSooner() {
		Courier courier = courier(EVEN.withLoss(0.01));
		for (int i = 0; i < 10_000; i++) {
			courier.send(0, 1, frame(i));
			courier.timeline().runFor(Duration.ofMillis(1));
		}
		courier.timeline().runFor(Duration.ofMinutes(1));
		long late = IntStream.range(0, 10_000).filter((i) -> this.times.get(i) - i * 1_000_000L > 10_000_000).count();
		assertThat(late).isLessThan(400);
	}

	@Test
	void framesQueueForTheSendersAndTheReceiversThread() {
		Courier courier = courier(EVEN);
		for (int i = 0; i < 10; i++) {
			courier.send(0, 1, frame(i));
		}
		courier.timeline().runFor(Duration.ofSeconds(1));
		assertThat(this.times.get(9) - this.times.get(0)).isEqualTo(9 * 10_000);
		assertThat(courier.time(1)).isEqualTo(courier.timeline().now().toNanos());
	}

	@Test
	void theDeadAreNotWrittenTo() {
		Courier courier = courier(EVEN);
		courier.kill(1);
		courier.send(0, 1, frame(0));
		courier.send(1, 0, frame(0));
		courier.timeline().runFor(Duration.ofSeconds(1));
		assertThat(this.rows).isEmpty();
		assertThat(courier.tally().frames()).isZero();
	}

	private Courier courier(Conditions conditions) {
		Overlay overlay = Overlay.draw(3, new SplittableRandom(1));
		Courier courier = new Courier(overlay, conditions, new FrameSizes(150), new SplittableRandom(2));
		courier.deliverTo((from, to, frame) -> {
			this.rows.addAll(frame.rows());
			this.times.add(courier.timeline().now().toNanos());
		});
		return courier;
	}

	private static Frame frame(int row) {
		return new Frame(Frame.Kind.ROWS, List.of(row));
	}

}
