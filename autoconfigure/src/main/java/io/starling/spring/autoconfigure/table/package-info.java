/**
 * Wiring: tables of the user's own.
 */
@NullMarked
package io.starling.spring.autoconfigure.table;

import org.jspecify.annotations.NullMarked;
