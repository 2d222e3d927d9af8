/**
 * The console: a member of the mesh that registers nothing, serves the page, tells it at
 * once what changes, and looks after the processes where it has started them itself.
 * Start reading with {@link io.starling.demo.console.ConsoleFeed}.
 */
@NullMarked
package io.starling.demo.console;

import org.jspecify.annotations.NullMarked;
