/**
 * Processes and their lives: how the console starts, watches and ends its children, and
 * how a child notices that its parent is gone. Knows nothing of Spring or the mesh.
 */
@NullMarked
package io.starling.demo.process;

import org.jspecify.annotations.NullMarked;
