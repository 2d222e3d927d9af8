package io.starling.simulator.story;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a subject.
 *
 * @param at when
 * @param host where
 * @param from the host that it was heard from; null if it was not heard
 * @param words what, for people
 * @param mark what the host now knows of the subject, for the picture; empty if that did
 * not change
 */
public record Entry(Duration at, String host, @Nullable String from, String words, String mark) {
}
