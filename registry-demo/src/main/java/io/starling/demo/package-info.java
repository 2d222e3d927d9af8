/**
 * The demo: one jar that is a console, a storefront, an inventory or a price list,
 * whatever it is told to be. Without a role it is the console, which starts the others as
 * processes of their own.
 */
@NullMarked
package io.starling.demo;

import org.jspecify.annotations.NullMarked;
