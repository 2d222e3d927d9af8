/**
 * What every instance of every service has besides its own work: a way to be drained, a
 * way to be killed, and a way to say when it lost another one. None of it is part of
 * Starling; it is here so that a person can break things by clicking.
 */
@NullMarked
package io.starling.demo.service;

import org.jspecify.annotations.NullMarked;
