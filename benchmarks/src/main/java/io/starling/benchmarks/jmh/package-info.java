/**
 * The hot paths, one at a time, under JMH: reading a snapshot, merging what comes, the
 * digest, the wire format. {@link io.starling.benchmarks.jmh.KnownMesh} is what they work
 * on.
 */
@NullMarked
package io.starling.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
