/**
 * What every measurement needs: waiting with a limit, the kernel's and the JVM's
 * counters, medians, and a network namespace where nobody else's traffic counts.
 */
@NullMarked
package io.starling.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
