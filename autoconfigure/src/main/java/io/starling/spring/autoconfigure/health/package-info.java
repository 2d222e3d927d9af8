/**
 * Wiring: the health of this member's connection to the mesh.
 */
@NullMarked
package io.starling.spring.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
