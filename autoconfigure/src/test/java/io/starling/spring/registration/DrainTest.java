package io.starling.spring.registration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.starling.mesh.model.Confirmation;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DrainTest {

	private final RecordedRows rows = new RecordedRows();

	private final StarlingServiceRegistry registry = new StarlingServiceRegistry(this.rows, "");

	private final List<Object> events = new ArrayList<>();

	private final StarlingRegistration registration = StarlingRegistration.of(
			new MockEnvironment().withProperty("spring.application.name", "orders"),
			new Member(new MemberId(0, 1), 1, new Endpoint("a", 1), "", false), "orders-1", true);

	@Test
	void tellsHowManyHaveConfirmed(CapturedOutput output) {
		this.rows.confirm(CompletableFuture.completedFuture(new Confirmation(12, 12)));
		drain(Duration.ofSeconds(60));
		assertThat(output).contains("12 of 12 other members confirmed").doesNotContain("WARN");
		assertThat(this.events).singleElement()
			.isInstanceOfSatisfying(DrainedEvent.class,
					(event) -> assertThat(event.getConfirmation()).isEqualTo(new Confirmation(12, 12)));
	}

	@Test
	void tellsWhoIsMissingAndWhatToDo(CapturedOutput output) {
		this.rows.confirm(CompletableFuture.completedFuture(new Confirmation(10, 12)));
		drain(Duration.ofSeconds(60));
		assertThat(output).contains("only 10 of 12").contains("starling.drain.timeout");
	}

	@Test
	void asksAboutEachRow() {
		this.registration.addService(AdditionalService.alias("stock"));
		drain(Duration.ofSeconds(60));
		assertThat(this.rows.log()).contains("confirm orders-1", "confirm stock:orders-1");
	}

	@Test
	void isNotConfirmedByAllWhereSomebodyLacksOneOfSeveralRows(CapturedOutput output) {
		this.registration.addService(AdditionalService.alias("stock"));
		this.rows.confirm("orders-1", new Confirmation(11, 12));
		this.rows.confirm("stock:orders-1", new Confirmation(11, 11));
		drain(Duration.ofSeconds(60));
		assertThat(output).contains("only 11 of 12");
	}

	@Test
	void goesOnAtOnceWhereNobodyIsWaitedFor() {
		drain(Duration.ZERO);
		assertThat(this.rows.log()).containsExactly("put orders-1 UP");
		assertThat(this.events).isEmpty();
	}

	@Test
	void endsEvenIfTheMeshDoesNotAnswer(CapturedOutput output) {
		this.rows.confirm(new CompletableFuture<>());
		drain(Duration.ofMillis(1));
		assertThat(output).contains("Nobody could be asked");
	}

	@Test
	void endsEvenIfTheMeshHasBeenLeft(CapturedOutput output) {
		this.rows.confirm(CompletableFuture.failedFuture(new IllegalStateException("This member has left the mesh")));
		drain(Duration.ofSeconds(60));
		assertThat(output).contains("has left the mesh");
	}

	private void drain(Duration timeout) {
		this.registry.register(this.registration);
		new Drain(timeout, Duration.ZERO, this.events::add).await(this.registry, this.registration);
	}

}
