/**
 * What load balancers choose from.
 * {@link io.starling.spring.loadbalancer.StarlingServiceInstanceListSupplier} reads the
 * mesh itself, with no cache in between;
 * {@link io.starling.spring.loadbalancer.SupplierChain} puts it under the suppliers that
 * Spring Cloud has for zones, weights and the like. Nothing here knows how beans are
 * wired.
 */
@NullMarked
package io.starling.spring.loadbalancer;

import org.jspecify.annotations.NullMarked;
