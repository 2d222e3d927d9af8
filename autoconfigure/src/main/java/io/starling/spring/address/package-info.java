/**
 * Addresses: how people write them ({@link io.starling.spring.address.Address}), and
 * which one of this machine's others can reach
 * ({@link io.starling.spring.address.ReachableAddress}).
 */
@NullMarked
package io.starling.spring.address;

import org.jspecify.annotations.NullMarked;
