/**
 * Members on hosts of their own, each a network namespace, and firewalls between them
 * that drop or refuse.
 */
@NullMarked
package io.starling.acceptance.network;

import org.jspecify.annotations.NullMarked;
