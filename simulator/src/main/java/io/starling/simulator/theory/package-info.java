/**
 * How rumors spread in theory: models of the literature in rounds, a few lines each,
 * simulated and, where that can be done, computed exactly. Nothing here is used by the
 * mesh; it is what the mesh is compared with.
 */
@NullMarked
package io.starling.simulator.theory;

import org.jspecify.annotations.NullMarked;
