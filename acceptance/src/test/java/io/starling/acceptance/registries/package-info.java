/**
 * Starling beside Eureka, as while people migrate:
 * {@link io.starling.acceptance.registries.EurekaServer} is the other registry, and
 * {@link io.starling.acceptance.registries.Finder} has clients of both.
 */
@NullMarked
package io.starling.acceptance.registries;

import org.jspecify.annotations.NullMarked;
