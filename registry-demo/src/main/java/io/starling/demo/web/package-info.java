/**
 * Keeps pages of other sites away from a demo that anybody may kill by one request.
 */
@NullMarked
package io.starling.demo.web;

import org.jspecify.annotations.NullMarked;
