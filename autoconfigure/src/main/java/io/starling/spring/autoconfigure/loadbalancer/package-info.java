/**
 * Wiring: the load balancers' source of instances.
 */
@NullMarked
package io.starling.spring.autoconfigure.loadbalancer;

import org.jspecify.annotations.NullMarked;
