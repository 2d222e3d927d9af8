/**
 * One member in virtual time: the protocol as it runs in production, a clock that drifts,
 * and a process that can be frozen or killed. Everything that it does can be watched.
 * Start at {@link io.starling.simulator.member.SimulatedMember}.
 */
@NullMarked
package io.starling.simulator.member;

import org.jspecify.annotations.NullMarked;
