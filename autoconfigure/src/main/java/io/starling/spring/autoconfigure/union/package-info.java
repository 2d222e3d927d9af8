/**
 * Wiring: the union of all discovery clients in place of Spring Cloud's composites.
 */
@NullMarked
package io.starling.spring.autoconfigure.union;

import org.jspecify.annotations.NullMarked;
