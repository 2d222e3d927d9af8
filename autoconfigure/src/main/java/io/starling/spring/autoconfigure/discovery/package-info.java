/**
 * Wiring: the discovery clients.
 */
@NullMarked
package io.starling.spring.autoconfigure.discovery;

import org.jspecify.annotations.NullMarked;
