/**
 * What callers notice when the instances of a service are restarted, or killed, one after
 * the other while requests go on.
 */
@NullMarked
package io.starling.acceptance.restart;

import org.jspecify.annotations.NullMarked;
