/**
 * Measurements of whole meshes on real loopback sockets. Each prints medians and spreads
 * and asserts nothing.
 */
@NullMarked
package io.starling.benchmarks;

import org.jspecify.annotations.NullMarked;
