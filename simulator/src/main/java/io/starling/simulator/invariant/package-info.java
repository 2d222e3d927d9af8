/**
 * What must be true of every mesh at every moment, whatever fails, and what must become
 * true once nothing fails any more. The numbers are those of PROTOCOL.md and
 * INVARIANTS.md. Start at {@link io.starling.simulator.invariant.Invariants}.
 */
@NullMarked
package io.starling.simulator.invariant;

import org.jspecify.annotations.NullMarked;
