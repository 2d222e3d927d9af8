/**
 * Connections over TCP, by Netty: everything between a
 * {@link io.starling.mesh.message.Message} and the kernel's sockets. Start at
 * {@link io.starling.mesh.transport.TcpTransport}.
 *
 * <p>
 * One transport belongs to one mesh, listens on one port, and lives on one event loop:
 * its methods are called there, its callbacks come from there, and so nothing in here is
 * locked. Several transports may share a loop. Names are looked up elsewhere, on the few
 * threads of a {@link io.starling.mesh.transport.NameLookup}.
 *
 * <p>
 * This package knows frames and the codec that reads them, but not what a message means,
 * with two exceptions: an accepted connection has to begin with a hello, and a hello or
 * goodbye is never dropped. Who is who, what a silence or a broken connection proves, and
 * when to dial again is the protocol's to judge.
 */
@NullMarked
package io.starling.mesh.transport;

import org.jspecify.annotations.NullMarked;
