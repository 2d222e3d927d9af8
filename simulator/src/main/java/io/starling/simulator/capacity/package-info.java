/**
 * What a mesh of a given size can do on a given network: the real engine in virtual time,
 * measured as an operator would, and told as tables, charts and a report.
 */
@NullMarked
package io.starling.simulator.capacity;

import org.jspecify.annotations.NullMarked;
