/**
 * Starling alone: many members in one JVM, each with its own port and sockets on
 * loopback. One command a class; {@link io.starling.benchmarks.mesh.LocalMesh} is what
 * they measure.
 */
@NullMarked
package io.starling.benchmarks.mesh;

import org.jspecify.annotations.NullMarked;
