/**
 * The command {@code simulate}: plays seeds, and leads to the other commands.
 */
@NullMarked
package io.starling.simulator.command;

import org.jspecify.annotations.NullMarked;
