/**
 * Finds what two sets differ in, at a price that depends on the difference alone and not
 * on the sets: the rateless invertible Bloom lookup table of Yang, Gilad and Alizadeh,
 * "Practical Rateless Set Reconciliation", SIGCOMM 2024. One side sends the coded symbols
 * of its {@link io.starling.mesh.sketch.Sketch}, as many as it takes; the other puts them
 * into a {@link io.starling.mesh.sketch.SketchDecoder} that knows its own set, until that
 * is complete. About 1.35 symbols an element of difference do, and nobody has to know in
 * advance how large the difference is.
 * <p>
 * Arithmetic only: nothing here knows rows, members, messages, time or chance. The salt
 * comes from the caller, freshly drawn for each exchange, so that nobody can choose rows
 * beforehand that the code handles badly. Start at
 * {@link io.starling.mesh.sketch.Element}, then
 * {@link io.starling.mesh.sketch.SketchDecoder}.
 */
@NullMarked
package io.starling.mesh.sketch;

import org.jspecify.annotations.NullMarked;
