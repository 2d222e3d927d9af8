/**
 * Ways of spreading a changed row, compared on the same overlay and network in virtual
 * time: what each costs in messages and bytes, how long it takes, and what loss, deaths
 * and bursts do to it. These are models, small enough to read, and not the protocol; what
 * they have in common with it are its overlay and the sizes of its frames. They know
 * nothing of the rest of the simulator but its timeline.
 * <p>
 * Start at {@link io.starling.simulator.spread.SpreadComparison}, the command, then
 * {@link io.starling.simulator.spread.Spreading} and the classes that implement it.
 */
@NullMarked
package io.starling.simulator.spread;

import org.jspecify.annotations.NullMarked;
