package io.starling.demo.inventory;

/**
 * How many of an article there are.
 *
 * @param article the article
 * @param pieces how many are on the shelf
 * @param by the instance that says so
 */
public record Stock(String article, int pieces, String by) {
}
