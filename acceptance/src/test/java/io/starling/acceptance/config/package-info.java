/**
 * Spring Cloud Config: a server in the mesh,
 * {@link io.starling.acceptance.config.ConfigServer}, and applications that get their
 * properties from it before they have a context,
 * {@link io.starling.acceptance.config.Configured}.
 */
@NullMarked
package io.starling.acceptance.config;

import org.jspecify.annotations.NullMarked;
