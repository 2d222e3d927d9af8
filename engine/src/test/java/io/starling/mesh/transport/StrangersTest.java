package io.starling.mesh.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.starling.mesh.message.Formats;
import io.starling.mesh.message.Message;
import io.starling.mesh.protocol.ConnectionId;
import io.starling.mesh.transport.TestTransport.Accepted;
import io.starling.mesh.transport.TestTransport.Closed;
import io.starling.mesh.transport.TestTransport.Received;
import io.starling.mesh.wire.MessageCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections from who knows where.
 */
class StrangersTest {

	private static final Duration LONG = Duration.ofMinutes(5);

	private final Loopback loopback = new Loopback();

	private final ConnectionId in = new ConnectionId(false, 1);

	private PlainPeer peer;

	@AfterEach
	void close() throws Exception {
		this.loopback.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "SSH-2.0-OpenSSH\r\n", "\0\0\0\0\0", "\0\0\2\1\5" })
	void whoSpeaksAnotherLanguageIsCutOffAtOnceAndNeverHeardOf(String text) throws Exception {
		TestTransport server = server(LONG);
		PlainPeer stranger = this.loopback.plainPeer(server);
		stranger.send(text.getBytes(StandardCharsets.ISO_8859_1));
		assertThat(stranger.isEnded()).isTrue();
		assertThat(server.events()).isEmpty();
		assertThat(server.counters().malformed()).isEqualTo(1);
	}

	@Test
	void whoBeginsWithAnythingButAHelloIsCutOff() throws Exception {
		TestTransport server = server(LONG);
		PlainPeer stranger = this.loopback.plainPeer(server);
		stranger.send(Samples.ping(1));
		assertThat(stranger.isEnded()).isTrue();
		assertThat(server.events()).isEmpty();
	}

	@Test
	void whoBeginsInALaterFormatIsSentAwayInTheFirstOne() throws Exception {
		TestTransport server = server(LONG);
		PlainPeer stranger = this.loopback.plainPeer(server);
		stranger.send(new byte[] { 0, 0, 4, 7, 1, 2, 3 });
		assertThat(stranger.read()).contains(new Message.Goodbye(Message.Goodbye.Reason.FORMAT));
		assertThat(stranger.isEnded()).isTrue();
		assertThat(server.events()).isEmpty();
		assertThat(server.counters().malformed()).isZero();
		assertThat(server.counters().turnedAway()).isEqualTo(1);
	}

	@Test
	void whoSpeaksOnlyLaterFormatsIsSentAway() throws Exception {
		TestTransport server = server(LONG);
		PlainPeer stranger = this.loopback.plainPeer(server);
		stranger.send(hello(new Formats(2, 9)));
		assertThat(stranger.read()).contains(new Message.Goodbye(Message.Goodbye.Reason.FORMAT));
		assertThat(stranger.isEnded()).isTrue();
		assertThat(server.events()).isEmpty();
		assertThat(server.counters().malformed()).isZero();
		assertThat(server.counters().turnedAway()).isEqualTo(1);
	}

	/** An appender that blocks must not hold up the loop. */
	@Test
	void noLineAboutAStrangerIsWrittenOnTheLoop() throws Exception {
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.list = new CopyOnWriteArrayList<>();
		appender.start();
		Logger logger = (Logger) LoggerFactory.getLogger(Link.class);
		Level before = logger.getLevel();
		logger.setLevel(Level.DEBUG);
		logger.addAppender(appender);
		try {
			TestTransport server = server(LONG);
			PlainPeer later = this.loopback.plainPeer(server);
			later.send(hello(new Formats(2, 9)));
			PlainPeer other = this.loopback.plainPeer(server);
			other.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
			this.loopback.await("two lines", () -> appender.list.size() >= 2);
			String loop = this.loopback.call(() -> Thread.currentThread().getName());
			assertThat(appender.list).extracting(ILoggingEvent::getThreadName).doesNotContain(loop);
		}
		finally {
			logger.detachAppender(appender);
			logger.setLevel(before);
		}
	}

	@Test
	void whoSpeaksLaterFormatsTooIsSpokenWithInTheFirst() throws Exception {
		TestTransport server = server(LONG);
		PlainPeer peer = this.loopback.plainPeer(server);
		peer.send(hello(new Formats(1, 9)));
		peer.send(Samples.ping(1));
		server.awaitEvent(new Received(this.in, Samples.ping(1)));
		server.send(this.in, Samples.ping(2));
		assertThat(peer.read()).contains(Samples.ping(2));
		peer.send(MessageCodec.encode(Samples.ping(3), 2));
		server.awaitEvent(new Closed(this.in));
		assertThat(server.counters().malformed()).isEqualTo(1);
	}

	private static Message hello(Formats formats) {
		Message.Hello hello = (Message.Hello) Samples.HELLO;
		return new Message.Hello(hello.mesh(), hello.member(), hello.alone(), hello.digest(), formats);
	}

	@Test
	void aFirstFrameMayNotBeLarge() throws Exception {
		TestTransport server = server(LONG);
		PlainPeer stranger = this.loopback.plainPeer(server);
		int size = Link.HELLO_SIZE + 1 - MessageCodec.LENGTH_SIZE;
		stranger.send(new byte[] { 0, (byte) (size >>> 8), (byte) size });
		assertThat(stranger.isEnded()).isTrue();
	}

	@Test
	void whoSaysNothingIsCutOffInTime() throws Exception {
		TestTransport server = server(Duration.ofMillis(100));
		PlainPeer stranger = this.loopback.plainPeer(server);
		assertThat(stranger.isEnded()).isTrue();
		assertThat(server.events()).isEmpty();
		assertThat(server.counters().turnedAway()).isEqualTo(1);
	}

	@Test
	void whoSaysHalfAHelloIsCutOffInTime() throws Exception {
		TestTransport server = server(Duration.ofMillis(100));
		PlainPeer stranger = this.loopback.plainPeer(server);
		byte[] hello = MessageCodec.encode(Samples.HELLO);
		stranger.send(Arrays.copyOf(hello, hello.length - 1));
		assertThat(stranger.isEnded()).isTrue();
		assertThat(server.events()).isEmpty();
	}

	@Test
	void whoHasSaidHelloMayBeSilent() throws Exception {
		TestTransport server = server(Duration.ofMillis(100));
		PlainPeer peer = this.loopback.plainPeer(server);
		peer.send(Samples.HELLO);
		server.awaitEvent(new Accepted(this.in));
		// Its time is over when that of one who came later is.
		assertThat(this.loopback.plainPeer(server).isEnded()).isTrue();
		assertThat(server.events()).containsExactly(new Accepted(this.in), new Received(this.in, Samples.HELLO));
	}

	@Test
	void theOldestOfTooManyWithoutAHelloMakesRoom() throws Exception {
		TestTransport server = server(LONG);
		PlainPeer known = this.loopback.plainPeer(server);
		known.send(Samples.HELLO);
		server.awaitEvent(new Accepted(this.in));
		List<PlainPeer> strangers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			strangers.add(this.loopback.plainPeer(server));
		}
		assertThat(strangers.get(0).isEnded()).isTrue();
		strangers.get(1).send(Samples.HELLO);
		server.awaitEvent(new Accepted(new ConnectionId(false, 3)));
		assertThat(server.counters().turnedAway()).isEqualTo(1);
		assertThat(server.count(Closed.class)).isZero();
	}

	@Test
	void aMessageMayComeByteByByte() throws Exception {
		TestTransport server = server(LONG);
		PlainPeer peer = this.loopback.plainPeer(server);
		for (byte[] frame : List.of(MessageCodec.encode(Samples.HELLO), MessageCodec.encode(Samples.ping(3)))) {
			for (byte one : frame) {
				peer.send(new byte[] { one });
			}
		}
		server.awaitEvent(new Received(this.in, Samples.ping(3)));
	}

	@Test
	void halfAFrameWaitsForTheOtherHalf() throws Exception {
		TestTransport server = greeted();
		byte[] ping = MessageCodec.encode(Samples.ping(3));
		this.peer.send(Arrays.copyOf(ping, 5));
		this.loopback.transport().link(server);
		this.peer.send(Arrays.copyOfRange(ping, 5, ping.length));
		server.awaitEvent(new Received(this.in, Samples.ping(3)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void aPeerThatGoesMadIsCutOffAndReportedOnce(long seed) throws Exception {
		TestTransport server = greeted();
		byte[] noise = new byte[100_000];
		new SplittableRandom(seed).nextBytes(noise);
		// Not the length of a frame, and so malformed whatever follows.
		noise[0] = 0x7F;
		this.peer.send(Samples.ping(1));
		try {
			this.peer.send(noise);
		}
		catch (IOException ex) {
			// Cut off before all was sent.
		}
		server.awaitEvent(new Closed(this.in));
		assertThat(this.peer.isEnded()).isTrue();
		assertThat(server.events()).containsExactly(new Accepted(this.in), new Received(this.in, Samples.HELLO),
				new Received(this.in, Samples.ping(1)), new Closed(this.in));
		assertThat(server.counters().malformed()).isEqualTo(1);
	}

	@Test
	void nothingBehindAMalformedFrameIsHeard() throws Exception {
		TestTransport server = greeted();
		byte[] malformed = { 0, 0, 2, 9, 3 };
		byte[] ping = MessageCodec.encode(Samples.ping(1));
		byte[] both = Arrays.copyOf(malformed, malformed.length + ping.length);
		System.arraycopy(ping, 0, both, malformed.length, ping.length);
		this.peer.send(both);
		server.awaitEvent(new Closed(this.in));
		assertThat(server.count(Received.class)).isEqualTo(1);
	}

	@Test
	void aMessageOfAnUnknownTypeIsPassedOver() throws Exception {
		TestTransport server = greeted();
		this.peer.send(new byte[] { 0, 0, 2, 1, 99 });
		this.peer.send(Samples.ping(1));
		server.awaitEvent(new Received(this.in, Samples.ping(1)));
		assertThat(server.events()).hasSize(3);
	}

	private TestTransport greeted() throws Exception {
		TestTransport server = server(LONG);
		this.peer = this.loopback.plainPeer(server);
		this.peer.send(Samples.HELLO);
		server.awaitEvent(new Received(this.in, Samples.HELLO));
		return server;
	}

	private TestTransport server(Duration helloTimeout) {
		return this.loopback.transport(Loopback.settings(helloTimeout)).listening();
	}

}
