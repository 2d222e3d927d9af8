/**
 * The service that calls the two others, steadily, the way any Spring application would:
 * a {@code @LoadBalanced RestClient} and the services' names. Start with
 * {@link io.starling.demo.storefront.Suppliers}.
 */
@NullMarked
package io.starling.demo.storefront;

import org.jspecify.annotations.NullMarked;
