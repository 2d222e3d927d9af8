/**
 * The face of the mesh for programs without Spring: {@link io.starling.mesh.Mesh} starts
 * a member, writes its rows, reads everybody's from memory, and leaves. Everything below
 * this package serves it; the arrows point inward only.
 */
@NullMarked
package io.starling.mesh;

import org.jspecify.annotations.NullMarked;
