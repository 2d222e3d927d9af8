/**
 * The mesh as this member sees it, for people and tools:
 * {@link io.starling.spring.endpoint.StarlingEndpoint} is the actuator endpoint,
 * {@link io.starling.spring.endpoint.StarlingWebEndpointExtension} what may be changed by
 * it, the records beside them are what they answer with.
 */
@NullMarked
package io.starling.spring.endpoint;

import org.jspecify.annotations.NullMarked;
