/**
 * The service that knows what an article costs.
 */
@NullMarked
package io.starling.demo.pricing;

import org.jspecify.annotations.NullMarked;
