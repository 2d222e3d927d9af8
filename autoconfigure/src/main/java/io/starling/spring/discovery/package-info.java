/**
 * The service table as Spring sees it. {@link io.starling.spring.discovery.ServiceRow} is
 * one row of it, {@link io.starling.spring.discovery.ServiceCatalogue} follows the mesh
 * and holds all instances that may be called, ready to be read by the two discovery
 * clients, {@link io.starling.spring.discovery.PresumedDead} says why it still lists
 * instances of members that count as dead, and
 * {@link io.starling.spring.discovery.CatalogueEvents} tells the application what changes
 * in it. Nothing here knows how beans are wired, or how rows are written.
 */
@NullMarked
package io.starling.spring.discovery;

import org.jspecify.annotations.NullMarked;
