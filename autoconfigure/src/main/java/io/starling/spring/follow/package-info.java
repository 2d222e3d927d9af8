/**
 * What it takes to follow a table of the mesh:
 * {@link io.starling.spring.follow.TableView} holds its rows decoded and decodes only
 * those that changed, {@link io.starling.spring.follow.MalformedRows} logs those that
 * cannot be read, {@link io.starling.spring.follow.Difference} compares what was with
 * what is, and {@link io.starling.spring.follow.Follower} lends whoever is told of
 * changes a thread of its own. Knows no table by name. For the other packages here, not
 * for applications.
 */
@NullMarked
package io.starling.spring.follow;

import org.jspecify.annotations.NullMarked;
