/**
 * The protocol as a state machine. It owns no thread, socket, clock, logger or
 * randomness: inputs are method calls on {@link io.starling.mesh.protocol.Protocol} that
 * carry the time, outputs go to one {@link io.starling.mesh.protocol.Outbox}. The same
 * inputs give the same outputs, to the byte, which is what the simulator lives on.
 * <p>
 * What a member knows is {@code Knowledge} (a {@code Roster} of members and the
 * {@code Rows}); whom it talks to is {@code Links}. On these two stand the concepts, a
 * class each: {@code Handshake}, {@code Joining}, {@code Dissemination},
 * {@code Reconciliation}, {@code Looks} (at every link in turn), {@code Neighbourhood}
 * (links kept standing, and what they tell of the neighbours) and {@code Suspicions}
 * (what observers agree on). PROTOCOL.md has the rules by number.
 */
@NullMarked
package io.starling.mesh.protocol;

import org.jspecify.annotations.NullMarked;
