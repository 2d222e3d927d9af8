/**
 * What Starling adds to the start of an application, measured on demand.
 */
@NullMarked
package io.starling.acceptance.start;

import org.jspecify.annotations.NullMarked;
