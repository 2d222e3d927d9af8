/**
 * How this member's connection to the mesh is, for Spring Boot's health endpoint.
 */
@NullMarked
package io.starling.spring.health;

import org.jspecify.annotations.NullMarked;
