/**
 * Wiring: the actuator endpoint {@code starling}.
 */
@NullMarked
package io.starling.spring.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
