package io.starling.simulator.invariant;

import io.starling.mesh.model.Digest;

/**
 * One version that an owner issued.
 *
 * @param <T> what was issued
 * @param value the record or row
 * @param fingerprint its part of a digest, computed once for all holders
 */
record Issued<T>(T value, Digest fingerprint) {
}
