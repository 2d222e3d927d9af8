/**
 * A mesh of real processes that come, go, die and freeze for as long as one likes, and
 * what that leaves behind in those that stay.
 */
@NullMarked
package io.starling.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
