package io.starling.benchmarks.hosts;

/**
 * An event, where and when.
 *
 * @param micros the time, by {@link Event#now()}
 * @param host the number of the host whose node had it
 * @param event the event
 */
record Sighting(long micros, int host, Event event) {
}
