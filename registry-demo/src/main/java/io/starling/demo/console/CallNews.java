package io.starling.demo.console;

import java.util.List;

/**
 * The calls so far, and those that are new since the last time.
 *
 * @param ok how many calls the first instance tried answered
 * @param retried how many the second one answered
 * @param failed how many nobody answered
 * @param calls the calls, oldest first
 */
record CallNews(long ok, long retried, long failed, List<CallInfo> calls) {
}
