package io.starling.spring.endpoint;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What came of a request to change something.
 *
 * @param changed whether it was done
 * @param message what was done, or why not
 */
public record ChangeDescriptor(boolean changed, String message) implements OperationResponseBody {

}
