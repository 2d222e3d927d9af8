package io.starling.mesh.transport;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;

/**
 * Listens on the first free port of a range.
 */
final class ServerPort {

	private final Bootstrap bootstrap;

	private final EventLoop loop;

	private final int first;

	private final int last;

	private final CompletableFuture<InetSocketAddress> bound;

	/**
	 * Prepares it.
	 * @param bound is completed with the address listened on; fails with a
	 * {@link PortsTakenException} if the address is good but no port is free, and with
	 * what the last port failed with otherwise
	 */
	ServerPort(Bootstrap bootstrap, EventLoop loop, int first, int last, CompletableFuture<InetSocketAddress> bound) {
		this.bootstrap = bootstrap;
		this.loop = loop;
		this.first = first;
		this.last = last;
		this.bound = bound;
	}

	/** Tries the ports on an address of this host. */
	void bind(InetAddress address) {
		tryPort(address, this.first);
	}

	private void tryPort(InetAddress address, int port) {
		bind(address, port, (future) -> {
			Throwable failure = future.cause();
			if (failure == null) {
				this.bound.complete((InetSocketAddress) future.channel().localAddress());
			}
			else if (failure instanceof BindException && port < this.last) {
				tryPort(address, port + 1);
			}
			else if (failure instanceof BindException && this.first != 0) {
				explain(address, failure);
			}
			else {
				this.bound.completeExceptionally(failure);
			}
		});
	}

	/**
	 * A taken port and an address that is not this host's fail with the same type, and
	 * the message depends on the system's language. So ask for any port at all: if there
	 * is one, the address was not the trouble.
	 */
	private void explain(InetAddress address, Throwable failure) {
		bind(address, 0, (future) -> {
			if (future.isSuccess()) {
				Sockets.close(future.channel());
				this.bound.completeExceptionally(new PortsTakenException(
						"no port from " + this.first + " to " + this.last + " is free on " + address, failure));
			}
			else {
				this.bound.completeExceptionally(failure);
			}
		});
	}

	private void bind(InetAddress address, int port, Consumer<ChannelFuture> next) {
		ChannelFuture future = this.bootstrap.bind(address, port);
		future.addListener((done) -> {
			// A channel that could not even be made reports from a thread of Netty's own.
			if (this.loop.inEventLoop()) {
				next.accept(future);
			}
			else {
				this.loop.execute(() -> next.accept(future));
			}
		});
	}

}
