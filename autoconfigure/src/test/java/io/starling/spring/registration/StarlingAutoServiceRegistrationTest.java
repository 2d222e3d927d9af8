package io.starling.spring.registration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.spring.discovery.ServiceStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.cloud.client.discovery.event.InstancePreRegisteredEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.RegistrationLifecycle;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class StarlingAutoServiceRegistrationTest {

	private static final String ID = "orders:" + new MemberId(0, 1);

	private final RecordedRows rows = new RecordedRows();

	private final List<String> events = new ArrayList<>();

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final Hook hook = new Hook();

	private boolean enabled = true;

	private String customized = "was here";

	private StarlingRegistration starlingRegistration;

	private StarlingAutoServiceRegistration registration;

	@BeforeEach
	void create() {
		MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "orders");
		this.context.setEnvironment(environment);
		this.starlingRegistration = StarlingRegistration.of(environment,
				new Member(new MemberId(0, 1), 1, new Endpoint("a", 1), "", false), null, true);
		this.registration = new StarlingAutoServiceRegistration(this.context,
				new StarlingServiceRegistry(this.rows, ""), this.starlingRegistration,
				new RegistrationHooks(Stream.of(this.hook, new ForeignHook()), Stream.of(this::customize)),
				new Drain(Duration.ofSeconds(60), Duration.ZERO, this.context), new SlowStart(Duration.ZERO),
				() -> this.enabled);
		this.context.addApplicationListener((ApplicationListener<InstancePreRegisteredEvent>) this::preRegistered);
		this.context.addApplicationListener(
				(ApplicationListener<InstanceRegisteredEvent<?>>) (event) -> this.events.add("registered"));
		this.context.refresh();
	}

	@Test
	void isStartingUntilTheApplicationAcceptsTraffic() {
		this.registration.start();
		assertThat(this.rows.log()).containsExactly("put " + ID + " STARTING");
		announce(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(this.rows.row(ID).status()).isEqualTo(ServiceStatus.UP);
		announce(ReadinessState.REFUSING_TRAFFIC);
		assertThat(this.rows.row(ID).status()).isEqualTo(ServiceStatus.DRAINING);
	}

	@Test
	void drainsBeforeItIsWithdrawn() {
		this.registration.start();
		announce(ReadinessState.ACCEPTING_TRAFFIC);
		this.registration.stop();
		assertThat(this.rows.log()).containsExactly("put " + ID + " STARTING", "put " + ID + " UP",
				"put " + ID + " DRAINING", "confirm " + ID, "withdraw " + ID);
		announce(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(this.rows.row(ID)).isNull();
	}

	@Test
	void isUpAgainAfterAStopAndAStart() {
		this.registration.start();
		announce(ReadinessState.ACCEPTING_TRAFFIC);
		this.registration.stop();
		this.registration.start();
		assertThat(this.rows.row(ID).status()).isEqualTo(ServiceStatus.UP);
	}

	@Test
	void publishesItsEventsAndCallsTheHooksInOrder() {
		this.registration.start();
		this.registration.stop();
		this.registration.start();
		assertThat(this.events).containsExactly("pre-registered", "before start", "after start", "registered",
				"before stop", "after stop", "pre-registered", "before start", "after start");
	}

	@Test
	void writesTheMetadataThatListenersAndHooksAdded() {
		this.registration.start();
		assertThat(this.rows.row(ID).metadata()).containsEntry("listener", "was here")
			.containsEntry("hook", "was here");
	}

	@Test
	void asksCustomizersAgainAfterARefresh() {
		this.customized = "1";
		this.registration.start();
		assertThat(this.rows.row(ID).metadata()).containsEntry("customizer", "1");
		this.customized = "2";
		this.registration.refresh();
		assertThat(this.rows.row(ID).metadata()).containsEntry("customizer", "2");
	}

	@Test
	void isDownWhileItsHealthIsBadWhateverItsReadinessSays() {
		this.registration.reportHealth(false);
		this.registration.start();
		announce(ReadinessState.ACCEPTING_TRAFFIC);
		assertThat(this.rows.row(ID).status()).isEqualTo(ServiceStatus.DOWN);
		this.registration.reportHealth(true);
		assertThat(this.rows.row(ID).status()).isEqualTo(ServiceStatus.UP);
		this.registration.reportHealth(false);
		announce(ReadinessState.REFUSING_TRAFFIC);
		assertThat(this.rows.row(ID).status()).isEqualTo(ServiceStatus.DRAINING);
	}

	@Test
	void tellsThatDiscoveryIsReadyEvenIfItDoesNotRegister() {
		this.enabled = false;
		this.registration.start();
		assertThat(this.events).containsExactly("registered");
		assertThat(this.rows.log()).isEmpty();
		assertThat(this.registration.isRunning()).isFalse();
	}

	@Test
	void ignoresWhatChildContextsAndOtherStatesSay() {
		this.registration.start();
		announce(ReadinessState.ACCEPTING_TRAFFIC);
		this.registration.onApplicationEvent(
				new AvailabilityChangeEvent<>(new GenericApplicationContext(), ReadinessState.REFUSING_TRAFFIC));
		this.registration.onApplicationEvent(new AvailabilityChangeEvent<>(this.context, LivenessState.BROKEN));
		assertThat(this.rows.row(ID).status()).isEqualTo(ServiceStatus.UP);
	}

	@Test
	void stopsInOrderEvenIfAHookFails() {
		this.registration.start();
		this.hook.failing = true;
		this.registration.stop();
		assertThat(this.registration.isRunning()).isFalse();
	}

	@Test
	void startsLastStopsFirstAndIsNeverSetAside() {
		assertThat(this.registration.getPhase()).isEqualTo(Integer.MAX_VALUE);
		assertThat(this.registration.isPauseable()).isFalse();
	}

	@Test
	void writesTheRowAgainAfterARefresh() {
		this.registration.refresh();
		assertThat(this.rows.log()).isEmpty();
		this.registration.start();
		((MockEnvironment) this.context.getEnvironment()).setProperty("starling.metadata.weight", "9");
		this.registration.refresh();
		assertThat(this.rows.row(ID).metadata()).containsEntry("weight", "9");
	}

	private void customize(StarlingRegistration registration) {
		registration.getMetadata().put("customizer", this.customized);
	}

	private void announce(ReadinessState state) {
		this.registration.onApplicationEvent(new AvailabilityChangeEvent<>(this.context, state));
	}

	private void preRegistered(InstancePreRegisteredEvent event) {
		this.events.add("pre-registered");
		event.getRegistration().getMetadata().put("listener", "was here");
	}

	private final class Hook implements RegistrationLifecycle<Registration> {

		private boolean failing;

		@Override
		public void postProcessBeforeStartRegister(Registration registration) {
			StarlingAutoServiceRegistrationTest.this.events.add("before start");
			registration.getMetadata().put("hook", "was here");
		}

		@Override
		public void postProcessAfterStartRegister(Registration registration) {
			StarlingAutoServiceRegistrationTest.this.events.add("after start");
		}

		@Override
		public void postProcessBeforeStopRegister(Registration registration) {
			if (this.failing) {
				throw new IllegalStateException("as the test wants");
			}
			StarlingAutoServiceRegistrationTest.this.events.add("before stop");
		}

		@Override
		public void postProcessAfterStopRegister(Registration registration) {
			StarlingAutoServiceRegistrationTest.this.events.add("after stop");
		}

	}

	/** Written for another registry's registrations: must not be called with ours. */
	private static final class ForeignHook implements RegistrationLifecycle<ForeignRegistration> {

		@Override
		public void postProcessBeforeStartRegister(ForeignRegistration registration) {
		}

		@Override
		public void postProcessAfterStartRegister(ForeignRegistration registration) {
		}

		@Override
		public void postProcessBeforeStopRegister(ForeignRegistration registration) {
		}

		@Override
		public void postProcessAfterStopRegister(ForeignRegistration registration) {
		}

	}

	private interface ForeignRegistration extends Registration {

	}

}
