/**
 * Bytes and the few ways of writing a number or a text into them: the ground floor, which
 * knows nothing of meshes. {@link io.starling.mesh.bytes.ByteReader} is the only place
 * where input from outside meets a length.
 */
@NullMarked
package io.starling.mesh.bytes;

import org.jspecify.annotations.NullMarked;
