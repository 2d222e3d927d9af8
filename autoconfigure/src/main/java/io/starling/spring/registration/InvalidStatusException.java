package io.starling.spring.registration;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Says that an operator asked for a status that does not exist. Answers 400 over HTTP.
 */
@ResponseStatus(HttpStatus.BAD_REQUEST)
public final class InvalidStatusException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	InvalidStatusException(String status) {
		super("'" + status + "' is not a status that can be set: use UP, DRAINING, OUT_OF_SERVICE, DOWN, UNKNOWN, or "
				+ StarlingServiceRegistry.RESET + " to let the application's own readiness decide");
	}

}
