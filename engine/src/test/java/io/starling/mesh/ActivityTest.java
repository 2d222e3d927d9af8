package io.starling.mesh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.message.Message;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.message.Rumor.Evidence;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Explanation;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.wire.MessageCodec;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What real members on real loopback sockets count, and how they explain each other.
 */
class ActivityTest {

	private static final Columns STATE = Columns.EMPTY.with("text", "hello");

	private final List<Mesh> meshes = new ArrayList<>();

	private final MeshThreads threads = MeshThreads.create(2);

	@AfterEach
	void leaveAll() {
		this.meshes.forEach(Mesh::close);
		this.threads.close();
	}

	@Test
	void whatOneSendsTheOtherReceives() {
		Mesh one = start();
		Mesh other = start(one);
		eventually(() -> assertThat(other.snapshot().linked()).hasSize(1));
		one.put("greetings", "", STATE).join();
		eventually(() -> {
			assertThat(other.snapshot().table("greetings")).hasSize(1);
			assertThat(one.count(Activity.BYTES_OUT)).isEqualTo(other.count(Activity.BYTES_IN)).isPositive();
			assertThat(other.count(Activity.BYTES_OUT)).isEqualTo(one.count(Activity.BYTES_IN)).isPositive();
			assertThat(one.count(Activity.MESSAGES_OUT)).isEqualTo(other.count(Activity.MESSAGES_IN)).isPositive();
			assertThat(one.count(Activity.RUMORS_OUT)).isEqualTo(other.count(Activity.RUMORS_IN)).isPositive();
		});
		assertThat(other.count(Activity.NEWS)).isBetween(1L, other.count(Activity.RUMORS_IN));
		assertThat(other.count(Activity.DIALS)).isPositive();
		assertThat(List.of(one, other)).allSatisfy((member) -> {
			assertThat(member.count(Activity.LINKS_OPENED)).isPositive();
			assertThat(member.count(Activity.LINKS_BROKEN)).isZero();
			assertThat(member.count(Activity.DEATHS)).isZero();
			assertThat(member.count(Activity.MESSAGES_DROPPED)).isZero();
		});
	}

	@Test
	void aNewcomerIsToldWhatItLacksAndBothSidesCountIt() {
		Mesh one = start();
		one.put("greetings", "a", STATE).join();
		Mesh other = start(one);
		eventually(() -> assertThat(other.snapshot().digest()).isEqualTo(one.snapshot().digest()));
		assertThat(other.count(Activity.EXCHANGES)).isPositive();
		long differences = one.count(Activity.AHEAD) + one.count(Activity.BEHIND) + other.count(Activity.AHEAD)
				+ other.count(Activity.BEHIND);
		assertThat(differences).isPositive();
	}

	@Test
	void anAccusationIsRefutedAndADeathIsCountedAndExplained() throws IOException {
		Mesh mesh = start();
		Member stranger = new Member(new MemberId(7, 7), 1, new Endpoint("127.0.0.1", 1), "", false);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mesh.self().endpoint().port())) {
			OutputStream out = socket.getOutputStream();
			out.write(MessageCodec.encode(new Message.Hello("test", stranger, true, Digest.EMPTY)));
			MemberId self = mesh.self().id();
			out.write(MessageCodec
				.encode(new Message.Gossip(List.of(new Rumor.OfVote(self, 1, stranger.id(), Evidence.SILENT)))));
			eventually(() -> assertThat(mesh.count(Activity.REFUTATIONS)).isEqualTo(1));
			eventually(() -> assertThat(mesh.self().version()).isEqualTo(2));
			assertThat(explain(mesh, "127.0.0.1:1").accusation()).isNull();
		}
		eventually(() -> assertThat(mesh.count(Activity.DEATHS)).isEqualTo(1));
		assertThat(mesh.count(Activity.LINKS_BROKEN)).isEqualTo(1);
		assertThat(mesh.count(Activity.DIALS_FAILED)).isPositive();
		assertThat(mesh.count(Activity.SUSPICIONS)).isEqualTo(1);
		Explanation explanation = explain(mesh, "0000");
		assertThat(explanation.state().liveness()).isEqualTo(Liveness.DEAD);
		assertThat(explanation.observers()).containsExactly(mesh.self().id());
		assertThat(explanation.accusation().statements()).singleElement().satisfies((statement) -> {
			assertThat(statement.by()).isEqualTo(mesh.self().id());
			assertThat(statement.evidence()).isEqualTo("GONE");
		});
	}

	@Test
	void whatIsMalformedIsCounted() throws IOException {
		Mesh mesh = start();
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mesh.self().endpoint().port())) {
			socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			eventually(() -> assertThat(mesh.count(Activity.MALFORMED)).isEqualTo(1));
		}
	}

	@Test
	void countsStayReadableAfterLeavingAndExplanationsEnd() {
		Mesh one = start();
		Mesh other = start(one);
		eventually(() -> assertThat(one.snapshot().linked()).hasSize(1));
		other.close();
		assertThat(other.count(Activity.BYTES_OUT)).isPositive();
		assertThat(other.explain("0")).isCompletedExceptionally();
		eventually(() -> assertThat(explain(one, other.self().id().toString()).state().liveness())
			.isEqualTo(Liveness.LEFT));
		assertThat(one.count(Activity.LINKS_BROKEN)).isZero();
		assertThat(one.count(Activity.DEATHS)).isZero();
	}

	private static Explanation explain(Mesh mesh, String name) {
		return mesh.explain(name).join().get(0);
	}

	private Mesh start(Mesh... seeds) {
		Mesh mesh = Mesh.start(MeshSettings.defaults()
			.withName("test")
			.withPorts(0, 0)
			.withSeeds(List.of(seeds).stream().map((seed) -> seed.self().endpoint()).toList()), this.threads);
		this.meshes.add(mesh);
		return mesh;
	}

	private static void eventually(ThrowingRunnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10)).untilAsserted(assertion);
	}

}
