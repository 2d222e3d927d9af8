/**
 * Virtual time: one queue of events, taken in order of time and, at the same time, of
 * planning. Knows nothing of networks or members. Start at
 * {@link io.starling.simulator.time.Timeline}.
 */
@NullMarked
package io.starling.simulator.time;

import org.jspecify.annotations.NullMarked;
