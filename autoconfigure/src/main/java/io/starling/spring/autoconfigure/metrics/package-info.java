/**
 * Wiring: the mesh in figures, for Micrometer.
 */
@NullMarked
package io.starling.spring.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
