package io.starling.mesh.transport;

import java.io.IOException;

import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.protocol.Ending;
import io.starling.mesh.transport.TestTransport.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a connection ended, by what its other end did.
 */
class EndingTest {

	private final Loopback loopback = new Loopback();

	private final TestTransport server = this.loopback.transport().listening();

	private final ConnectionId in = new ConnectionId(false, 1);

	private PlainPeer peer;

	@BeforeEach
	void connect() throws Exception {
		this.peer = this.loopback.plainPeer(this.server);
		this.peer.send(Samples.HELLO);
		this.server.awaitEvent(new Received(this.in, Samples.HELLO));
	}

	@AfterEach
	void close() throws Exception {
		this.loopback.close();
	}

	@Test
	void aFinIsAClose() throws IOException {
		this.peer.close();
		assertThat(ending()).isEqualTo(Ending.CLOSED);
	}

	@Test
	void halfOfAConnectionClosedIsAClose() throws IOException {
		this.peer.finish();
		assertThat(ending()).isEqualTo(Ending.CLOSED);
	}

	@Test
	void aResetIsABreak() throws IOException {
		this.peer.reset();
		assertThat(ending()).isEqualTo(Ending.BROKEN);
	}

	@Test
	void whatIsMalformedBreaks() throws IOException {
		this.peer.send(new byte[] { 0, 0, 2, 9, 3 });
		assertThat(ending()).isEqualTo(Ending.BROKEN);
	}

	/**
	 * The error is taken by the write; what the next read then finds looks like a FIN.
	 */
	@Test
	void anEndFoundAfterAWriteThatWasResetIsABreak() {
		this.loopback.run(() -> {
			try {
				this.peer.reset();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			// On the loopback the reset is here before the next line, and no read comes
			// first.
			this.server.raw().send(this.in, Samples.ping(1));
			this.server.raw().flush();
		});
		assertThat(ending()).isEqualTo(Ending.BROKEN);
	}

	/** A process that is killed has its sockets closed by the kernel. */
	@Test
	void aProcessThatIsKilledCloses() throws Exception {
		Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
				System.getProperty("java.class.path"), Connecting.class.getName(), String.valueOf(this.server.port()))
			.redirectErrorStream(true)
			.start();
		try {
			ConnectionId other = new ConnectionId(false, 2);
			this.server.awaitEvent(new Received(other, Samples.HELLO));
			process.destroyForcibly();
			this.loopback.await("closed", () -> this.server.isClosed(other));
			assertThat(this.server.ending(other)).isEqualTo(Ending.CLOSED);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private Ending ending() {
		this.loopback.await("closed", () -> this.server.isClosed(this.in));
		return this.server.ending(this.in);
	}

	/** Says hello, and stays until it is killed, or its parent is gone. */
	static final class Connecting {

		public static void main(String[] args) throws IOException {
			try (PlainPeer peer = PlainPeer.connect(Integer.parseInt(args[0]))) {
				peer.send(Samples.HELLO);
				while (System.in.read() >= 0) {
					// Only the end counts.
				}
			}
		}

	}

}
