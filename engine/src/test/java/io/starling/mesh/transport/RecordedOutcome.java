package io.starling.mesh.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.socket.SocketChannel;
import io.starling.mesh.protocol.ConnectFailure;

/** Keeps what comes of a dial that is to lead to nothing. */
final class RecordedOutcome implements Dial.Outcome {

	private final Loopback loopback;

	private final CompletableFuture<ConnectFailure> result = new CompletableFuture<>();

	private volatile String detail = "";

	private volatile boolean onLoop;

	RecordedOutcome(Loopback loopback) {
		this.loopback = loopback;
	}

	@Override
	public void lookingUp() {
	}

	@Override
	public void dialling() {
	}

	@Override
	public void connected(SocketChannel channel) {
		this.result.completeExceptionally(new AssertionError("connected to " + channel));
	}

	@Override
	public void failed(ConnectFailure failure, String detail) {
		this.detail = detail;
		this.onLoop = this.loopback.loop().inEventLoop();
		this.result.complete(failure);
	}

	ConnectFailure failure() throws Exception {
		return this.result.get(10, TimeUnit.SECONDS);
	}

	CompletableFuture<ConnectFailure> result() {
		return this.result;
	}

	String detail() {
		return this.detail;
	}

	boolean isOnLoop() {
		return this.onLoop;
	}

}
