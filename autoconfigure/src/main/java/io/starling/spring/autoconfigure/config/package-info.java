/**
 * Wiring: Spring Cloud Config's client, which looks for its server before the application
 * context exists.
 */
@NullMarked
package io.starling.spring.autoconfigure.config;

import org.jspecify.annotations.NullMarked;
