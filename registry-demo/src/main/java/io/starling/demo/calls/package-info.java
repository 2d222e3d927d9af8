/**
 * What the storefront tells the mesh of its calls: a row of its own table, written at
 * most once a second, which the console reads like any other member could. Knows the
 * mesh's columns and nothing of Spring.
 */
@NullMarked
package io.starling.demo.calls;

import org.jspecify.annotations.NullMarked;
