package io.starling.spring.registration;

import java.util.List;

import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.discovery.ServiceStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.serviceregistry.Registration;

/**
 * How one registration stands. An operator can take an application out, but cannot make
 * one take requests that says itself that it does not; nor can its health.
 *
 * @param registration what is registered
 * @param own the status that the application gives itself
 * @param healthy false if the application's health says that it does not work
 * @param operator the status that an operator gave it; null for none
 * @param listed the keys of its rows that stand in the mesh
 */
record Standing(Registration registration, ServiceStatus own, boolean healthy, @Nullable ServiceStatus operator,
		List<String> listed) {

	static Standing of(Registration registration) {
		return new Standing(registration, ServiceStatus.UP, true, null, List.of());
	}

	boolean isListed() {
		return !this.listed.isEmpty();
	}

	ServiceStatus effective() {
		if (this.operator != null) {
			return this.operator;
		}
		return (this.own == ServiceStatus.UP && !this.healthy) ? ServiceStatus.DOWN : this.own;
	}

	Standing withOwn(ServiceStatus own) {
		return new Standing(this.registration, own, this.healthy, this.operator, this.listed);
	}

	Standing withHealth(boolean healthy) {
		return new Standing(this.registration, this.own, healthy, this.operator, this.listed);
	}

	Standing withOperator(@Nullable ServiceStatus operator) {
		return new Standing(this.registration, this.own, this.healthy, operator, this.listed);
	}

	Standing withListed(List<ServiceRow> rows) {
		return new Standing(this.registration, this.own, this.healthy, this.operator,
				rows.stream().map(ServiceRow::instanceId).toList());
	}

}
