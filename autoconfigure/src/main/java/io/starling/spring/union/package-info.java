/**
 * All discovery clients together. Spring Cloud's composite clients answer with the first
 * that knows a service; {@link io.starling.spring.union.FirstDiscoveryClient} and
 * {@link io.starling.spring.union.FirstReactiveDiscoveryClient} take their place, which
 * do the same, but ask the others before they name only such as are presumed dead; for
 * the time of a migration {@link io.starling.spring.union.UnionDiscoveryClient} and
 * {@link io.starling.spring.union.UnionReactiveDiscoveryClient} do, which ask all. What
 * they have in common stands in the other classes.
 */
@NullMarked
package io.starling.spring.union;

import org.jspecify.annotations.NullMarked;
