/**
 * Wiring: seeds that run in containers, for Spring Boot's support of Docker Compose and
 * Testcontainers.
 */
@NullMarked
package io.starling.spring.autoconfigure.container;

import org.jspecify.annotations.NullMarked;
