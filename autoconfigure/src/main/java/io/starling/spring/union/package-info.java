/**
 * All discovery clients together, for the time of a migration. Spring Cloud's composite
 * clients answer with the first that knows a service;
 * {@link io.starling.spring.union.UnionDiscoveryClient} and
 * {@link io.starling.spring.union.UnionReactiveDiscoveryClient} take their place and ask
 * all. What both have in common stands in the other classes.
 */
@NullMarked
package io.starling.spring.union;

import org.jspecify.annotations.NullMarked;
