package io.starling.mesh.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message;
import io.starling.mesh.wire.MessageCodec;

/**
 * The other end of a connection as a plain blocking socket, which does what no transport
 * would.
 */
final class PlainPeer implements AutoCloseable {

	private final Socket socket;

	private PlainPeer(Socket socket) throws IOException {
		this.socket = socket;
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout((int) Loopback.PATIENCE.toMillis());
	}

	static PlainPeer connect(int port) throws IOException {
		return new PlainPeer(new Socket(InetAddress.getLoopbackAddress(), port));
	}

	static PlainPeer connect(String from, int port) throws IOException {
		return new PlainPeer(new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0));
	}

	static PlainPeer of(Socket accepted) throws IOException {
		return new PlainPeer(accepted);
	}

	void send(Message message) throws IOException {
		send(MessageCodec.encode(message));
	}

	void send(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
	}

	/** Reads one message, or nothing at the end of the stream. */
	Optional<Message> read() throws IOException, MalformedException {
		InputStream in = this.socket.getInputStream();
		int first = in.read();
		if (first < 0) {
			return Optional.empty();
		}
		DataInputStream data = new DataInputStream(in);
		int second = data.readUnsignedByte();
		int third = data.readUnsignedByte();
		byte[] frame = new byte[MessageCodec.LENGTH_SIZE + ((first << 16) | (second << 8) | third)];
		frame[0] = (byte) first;
		frame[1] = (byte) second;
		frame[2] = (byte) third;
		data.readFully(frame, MessageCodec.LENGTH_SIZE, frame.length - MessageCodec.LENGTH_SIZE);
		return MessageCodec.decode(frame);
	}

	/** Tells whether the other side ends the connection, by a FIN or a reset. */
	boolean isEnded() throws IOException {
		try {
			return this.socket.getInputStream().read() < 0;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	void finish() throws IOException {
		this.socket.shutdownOutput();
	}

	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
