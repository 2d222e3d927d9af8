/**
 * Lines of the log on their way from threads that must never wait to whoever writes them.
 */
@NullMarked
package io.starling.mesh.log;

import org.jspecify.annotations.NullMarked;
