/**
 * This application's own row in the service table.
 * {@link io.starling.spring.registration.StarlingAutoServiceRegistration} decides when it
 * is written and withdrawn, {@link io.starling.spring.registration.StarlingRegistration}
 * what it says, and {@link io.starling.spring.registration.StarlingServiceRegistry}
 * writes it. Nothing here reads other members' rows.
 */
@NullMarked
package io.starling.spring.registration;

import org.jspecify.annotations.NullMarked;
