/**
 * The wiring: which beans an application gets, from which properties, under which
 * conditions. {@link io.starling.spring.autoconfigure.StarlingAutoConfiguration} starts
 * the mesh and the catalogue; the packages below add one feature each. What the beans do
 * stands in the packages of the features, which know nothing of this one.
 */
@NullMarked
package io.starling.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
