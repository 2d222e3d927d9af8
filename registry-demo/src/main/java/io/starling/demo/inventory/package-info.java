/**
 * The service that knows how many of an article there are.
 */
@NullMarked
package io.starling.demo.inventory;

import org.jspecify.annotations.NullMarked;
