/**
 * The mesh in figures, for Micrometer. {@link io.starling.spring.metrics.StarlingMetrics}
 * shows what the mesh counts and knows, {@link io.starling.spring.metrics.DrainTimer}
 * records how long drains take. Names, units and tags are listed in docs/metrics.md,
 * which a test holds against them.
 */
@NullMarked
package io.starling.spring.metrics;

import org.jspecify.annotations.NullMarked;
