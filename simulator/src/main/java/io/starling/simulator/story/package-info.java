/**
 * What happened to one row or one member: who heard what from whom, and when, as text and
 * as a picture.
 */
@NullMarked
package io.starling.simulator.story;

import org.jspecify.annotations.NullMarked;
