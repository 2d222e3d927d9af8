/**
 * Wiring: this application's own row in the service table.
 */
@NullMarked
package io.starling.spring.autoconfigure.registration;

import org.jspecify.annotations.NullMarked;
