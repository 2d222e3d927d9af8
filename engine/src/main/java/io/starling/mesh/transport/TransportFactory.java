package io.starling.mesh.transport;

import io.netty.channel.EventLoop;

/**
 * Makes the transport of a member: TCP, or what stands in its place.
 */
@FunctionalInterface
public interface TransportFactory {

	/**
	 * Makes a transport that has no connection and listens nowhere yet.
	 * @param loop the member's event loop, on which the transport is called and calls
	 * @param events is told what happens
	 * @return the transport
	 */
	Transport create(EventLoop loop, TransportEvents events);

}
