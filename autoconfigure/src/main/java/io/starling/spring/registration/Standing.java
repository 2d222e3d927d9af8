package io.starling.spring.registration;

import io.starling.spring.discovery.ServiceStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.serviceregistry.Registration;

/**
 * How one registration stands. An operator can take an application out, but cannot make
 * one take requests that says itself that it does not.
 *
 * @param registration what is registered
 * @param own the status that the application gives itself
 * @param operator the status that an operator gave it; null for none
 * @param listed true while its row stands in the mesh
 */
record Standing(Registration registration, ServiceStatus own, @Nullable ServiceStatus operator, boolean listed) {

	ServiceStatus effective() {
		return (this.operator != null) ? this.operator : this.own;
	}

	Standing withOwn(ServiceStatus own) {
		return new Standing(this.registration, own, this.operator, this.listed);
	}

	Standing withOperator(@Nullable ServiceStatus operator) {
		return new Standing(this.registration, this.own, operator, this.listed);
	}

	Standing withListed(boolean listed) {
		return new Standing(this.registration, this.own, this.operator, listed);
	}

}
