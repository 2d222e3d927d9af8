/**
 * Spring Cloud Gateway, whose discovery locator makes a route for each service of the
 * mesh: {@link io.starling.acceptance.gateway.Gateway}.
 */
@NullMarked
package io.starling.acceptance.gateway;

import org.jspecify.annotations.NullMarked;
