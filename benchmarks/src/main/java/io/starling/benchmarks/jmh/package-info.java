/**
 * The hot paths, one at a time, under JMH: reading a snapshot, merging what comes, the
 * digest, the wire format, on {@link io.starling.benchmarks.jmh.KnownMesh}; and what an
 * application asks, on the catalogue of a real member.
 */
@NullMarked
package io.starling.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
