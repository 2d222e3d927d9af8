/**
 * Pictures, and pages to put them in: XChart draws, Batik writes SVG.
 */
@NullMarked
package io.starling.simulator.chart;

import org.jspecify.annotations.NullMarked;
