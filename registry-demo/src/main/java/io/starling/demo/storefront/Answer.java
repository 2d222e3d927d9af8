package io.starling.demo.storefront;

/**
 * The part of every supplier's answer that the storefront shows.
 *
 * @param article the article asked for
 * @param by the instance that answered
 */
record Answer(String article, String by) {
}
