/**
 * Who stands next to whom. The overlay is computed from the members' ids alone, so it
 * needs no messages: equal views give equal neighbours. Start at
 * {@link io.starling.mesh.overlay.Rings}.
 */
@NullMarked
package io.starling.mesh.overlay;

import org.jspecify.annotations.NullMarked;
