/**
 * Starling beside others, all measured alike.
 * {@link io.starling.benchmarks.compare.Contestant} is what each has to offer, one
 * implementation a product; {@code Trial} measures one of them at one size, in a JVM of
 * its own; {@code CompareCommand} starts one such JVM after the other and shows what they
 * found as a table, a CSV and a picture.
 */
@NullMarked
package io.starling.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
