/**
 * What people write on a command line, and what it means.
 */
@NullMarked
package io.starling.simulator.options;

import org.jspecify.annotations.NullMarked;
