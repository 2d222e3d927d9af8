/**
 * Pictures: XChart draws, Batik writes SVG.
 */
@NullMarked
package io.starling.simulator.chart;

import org.jspecify.annotations.NullMarked;
