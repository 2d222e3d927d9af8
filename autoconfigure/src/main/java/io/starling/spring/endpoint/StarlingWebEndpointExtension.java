package io.starling.spring.endpoint;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.starling.mesh.Mesh;
import io.starling.spring.discovery.ServiceRow;
import io.starling.spring.registration.InvalidStatusException;
import io.starling.spring.registration.StarlingServiceRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.cloud.client.serviceregistry.Registration;

/**
 * What may be changed over HTTP, if the application's owner allows it: this application's
 * status, and rows that it wrote. Nothing of another member, which has an endpoint of its
 * own; and to leave the mesh is what stopping the application is for.
 */
@EndpointWebExtension(endpoint = StarlingEndpoint.class)
public final class StarlingWebEndpointExtension {

	private static final int FORBIDDEN = 403;

	private static final int CONFLICT = 409;

	private static final long WAIT_SECONDS = 2;

	private final Mesh mesh;

	private final StarlingServiceRegistry registry;

	private final Supplier<? extends @Nullable Registration> registration;

	private final boolean enabled;

	/**
	 * Creates the extension.
	 * @param mesh the mesh
	 * @param registry writes this application's service row
	 * @param registration this application's registration; gives null if it has none
	 * @param enabled whether anything may be changed
	 */
	public StarlingWebEndpointExtension(Mesh mesh, StarlingServiceRegistry registry,
			Supplier<? extends @Nullable Registration> registration, boolean enabled) {
		this.mesh = mesh;
		this.registry = registry;
		this.registration = registration;
		this.enabled = enabled;
	}

	/**
	 * Sets the status that an operator gives this application.
	 * @param section {@code status}
	 * @param status DRAINING, OUT_OF_SERVICE, DOWN or UNKNOWN; UP or RESET let the
	 * application decide again
	 * @return what came of it
	 */
	@WriteOperation
	public WebEndpointResponse<ChangeDescriptor> change(@Selector String section, String status) {
		if (!section.equals("status")) {
			return answer(WebEndpointResponse.STATUS_NOT_FOUND, "There is no '" + section + "' that can be set");
		}
		if (!this.enabled) {
			return forbidden();
		}
		Registration own = this.registration.get();
		if (own == null) {
			return answer(CONFLICT, "This application does not register, so it has no status");
		}
		try {
			this.registry.setStatus(own, status);
			Map<String, String> now = this.registry.getStatus(own);
			return answer(WebEndpointResponse.STATUS_OK, "The status is " + now.get("status"));
		}
		catch (InvalidStatusException ex) {
			return answer(WebEndpointResponse.STATUS_BAD_REQUEST, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Withdraws a row that this application wrote.
	 * @param section {@code tables}
	 * @param name the table's name
	 * @param key the row's key; null for the empty one
	 * @return what came of it
	 */
	@DeleteOperation
	public WebEndpointResponse<ChangeDescriptor> withdraw(@Selector String section, @Selector String name,
			@Nullable String key) {
		if (!section.equals("tables")) {
			return answer(WebEndpointResponse.STATUS_NOT_FOUND, "Only rows of tables can be withdrawn");
		}
		if (!this.enabled) {
			return forbidden();
		}
		if (name.equals(ServiceRow.TABLE)) {
			return answer(CONFLICT, "The service row belongs to the registration: set the status instead");
		}
		String row = "row '" + Objects.requireNonNullElse(key, "") + "' of the table '" + name + "'";
		return withdrawn(name, Objects.requireNonNullElse(key, ""))
				? answer(WebEndpointResponse.STATUS_OK, "The " + row + " is withdrawn")
				: answer(WebEndpointResponse.STATUS_NOT_FOUND, "This application has no " + row);
	}

	private boolean withdrawn(String table, String key) {
		try {
			return this.mesh.withdraw(table, key).get(WAIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			// It has left, and has no rows any more; or it is no name that a row can
			// have.
			return false;
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException("The mesh did not answer within " + WAIT_SECONDS + " s", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static WebEndpointResponse<ChangeDescriptor> forbidden() {
		return answer(FORBIDDEN, "Nothing was changed: starling.endpoint.write-enabled=true would allow it");
	}

	private static WebEndpointResponse<ChangeDescriptor> answer(int status, String message) {
		return new WebEndpointResponse<>(new ChangeDescriptor(status == WebEndpointResponse.STATUS_OK, message),
				status);
	}

}
