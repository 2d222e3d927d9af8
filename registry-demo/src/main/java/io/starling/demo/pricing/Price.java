package io.starling.demo.pricing;

/**
 * What an article costs.
 *
 * @param article the article
 * @param cents its price
 * @param by the instance that says so
 */
public record Price(String article, int cents, String by) {
}
