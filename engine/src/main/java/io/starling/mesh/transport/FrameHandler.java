package io.starling.mesh.transport;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.starling.mesh.wire.MessageCodec;

/**
 * Cuts what a connection receives into frames and hands them to its {@link Link}. What a
 * frame's length says is held against the link's limit before anything waits for the
 * rest, so that at most one frame of that size and one read are ever buffered.
 */
final class FrameHandler extends ByteToMessageDecoder {

	private final Link link;

	FrameHandler(Link link) {
		this.link = link;
	}

	@Override
	protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
		if (!this.link.isListening()) {
			in.skipBytes(in.readableBytes());
			return;
		}
		if (in.readableBytes() < MessageCodec.LENGTH_SIZE) {
			return;
		}
		int size = MessageCodec.LENGTH_SIZE + in.getUnsignedMedium(in.readerIndex());
		if (size > this.link.frameLimit()) {
			this.link.refuse("a frame of " + size + " bytes, at most " + this.link.frameLimit());
		}
		else if (in.readableBytes() >= size) {
			byte[] frame = new byte[size];
			in.readBytes(frame);
			this.link.receive(frame);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) throws Exception {
		super.channelInactive(context);
		this.link.ended();
	}

	/**
	 * A reset, or another failure of the network: the channel ends, if it has not yet.
	 */
	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.link.breakOff(cause.toString());
	}

}
