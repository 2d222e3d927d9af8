/**
 * Measurements on demand: nothing here asserts a figure, and the build only compiles it.
 * {@link io.starling.benchmarks.BenchmarksCommand} lists what there is. {@code measure}
 * holds what all of them share, {@code mesh} measures Starling alone, {@code compare}
 * measures it beside others, {@code jmh} its hot paths.
 */
@NullMarked
package io.starling.benchmarks;

import org.jspecify.annotations.NullMarked;
