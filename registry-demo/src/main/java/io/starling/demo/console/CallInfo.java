package io.starling.demo.console;

import io.starling.demo.calls.Call;
import io.starling.demo.calls.Outcome;

/**
 * A call, for the page.
 *
 * @param from the storefront instance that called
 * @param number counts that instance's calls
 * @param at when it began, in milliseconds of the epoch
 * @param service the service called
 * @param by the instance that answered; empty if none did
 * @param millis how long the customer waited
 * @param outcome how it ended
 * @param reason what went wrong
 */
record CallInfo(String from, long number, long at, String service, String by, long millis, Outcome outcome,
		String reason) {

	static CallInfo of(String from, Call call) {
		return new CallInfo(from, call.number(), call.at().toEpochMilli(), call.service(), call.by(), call.millis(),
				call.outcome(), call.reason());
	}

}
