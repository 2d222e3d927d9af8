/**
 * The mesh as this member sees it, for people and tools:
 * {@link io.starling.spring.endpoint.StarlingEndpoint} is the actuator endpoint, the
 * records beside it are what it answers with.
 */
@NullMarked
package io.starling.spring.endpoint;

import org.jspecify.annotations.NullMarked;
