/**
 * The nouns of the mesh: members, rows, digests, and the immutable snapshot that readers
 * see. Everything here is a value; nothing knows how it travels or who decides. Start at
 * {@link io.starling.mesh.model.Row}.
 */
@NullMarked
package io.starling.mesh.model;

import org.jspecify.annotations.NullMarked;
