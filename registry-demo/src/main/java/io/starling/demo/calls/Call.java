package io.starling.demo.calls;

import java.time.Instant;

/**
 * One call of a storefront instance to a service, as the customer saw it.
 *
 * @param number counts this storefront instance's calls, from 1
 * @param at when the call began
 * @param service the service called
 * @param by the instance that answered; empty if none did
 * @param millis how long the customer waited
 * @param outcome how it ended
 * @param reason what went wrong, in words; empty if nothing did
 */
public record Call(long number, Instant at, String service, String by, long millis, Outcome outcome, String reason) {
}
