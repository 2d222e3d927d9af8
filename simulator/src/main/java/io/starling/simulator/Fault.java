package io.starling.simulator;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a scenario does to a mesh.
 *
 * @param at when, since the start
 * @param kind what kind of fault begins; null for the end of one, and for work
 * @param lasts how long it is in force; zero for what happens at once
 * @param words what is done, for people
 * @param act does it
 */
public record Fault(Duration at, @Nullable FaultKind kind, Duration lasts, String words, Consumer<Simulation> act) {
}
