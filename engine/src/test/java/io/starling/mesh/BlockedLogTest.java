package io.starling.mesh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MeshSnapshot;
import io.starling.mesh.model.RowId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Members in processes of their own, one of which cannot write its log any more.
 */
class BlockedLogTest {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Mesh mesh = Mesh.start(settings(List.of()));

	private final List<Process> processes = new ArrayList<>();

	@AfterEach
	void end() {
		this.processes.forEach(Process::destroyForcibly);
		this.mesh.close();
	}

	@Test
	void nobodyTakesAMemberForDeadWhoseLogBlocks() throws IOException {
		Process blocked = start("blocking");
		List<Process> victims = List.of(start(), start(), start());
		eventually(() -> this.mesh.snapshot().present().size() == 5 && deathsSeenByBlocked() == 0);
		victims.get(0).destroyForcibly();
		CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> line(blocked));
		assertThat(said).succeedsWithin(PATIENCE).isEqualTo("blocked");
		// Its log stands still from now on. It must see and tell all that follows.
		victims.get(1).destroyForcibly();
		eventually(() -> deathsSeenByBlocked() == 2);
		victims.get(2).destroyForcibly();
		eventually(() -> deathsSeenByBlocked() == 3);
		eventually(() -> this.mesh.count(Activity.DEATHS) >= 3);
		assertThat(this.mesh.snapshot().member(blocked()).orElseThrow().liveness()).isEqualTo(Liveness.ALIVE);
		assertThat(this.mesh.count(Activity.DEATHS)).isEqualTo(3);
		assertThat(blocked.isAlive()).isTrue();
	}

	private MemberId blocked() {
		return row().owner();
	}

	private int deathsSeenByBlocked() {
		return this.mesh.snapshot().table("seen").isEmpty() ? -1 : Integer.parseInt(row().key());
	}

	/** The newest, as their keys count the dead. */
	private RowId row() {
		return this.mesh.snapshot().table("seen").lastKey();
	}

	private Process start(String... more) throws IOException {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-Xmx64m",
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Node.class.getName(),
				this.mesh.self().endpoint().host(), String.valueOf(this.mesh.self().endpoint().port())));
		command.addAll(List.of(more));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.processes.add(process);
		return process;
	}

	private static String line(Process process) {
		BufferedReader out = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		try {
			for (String line = out.readLine(); line != null; line = out.readLine()) {
				if (line.equals("blocked")) {
					return line;
				}
			}
		}
		catch (IOException ex) {
			return ex.toString();
		}
		return "the end";
	}

	private static MeshSettings settings(List<Endpoint> seeds) {
		return MeshSettings.defaults().withName("blocked-log").withPorts(0, 0).withSeeds(seeds);
	}

	private static void eventually(BooleanSupplier condition) {
		Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition::getAsBoolean);
	}

	/** A member that tells how many dead it sees; ends with whoever started it. */
	static final class Node {

		public static void main(String[] args) throws IOException {
			Endpoint seed = new Endpoint(args[0], Integer.parseInt(args[1]));
			if (args.length > 2) {
				Blocking appender = new Blocking();
				appender.start();
				((Logger) LoggerFactory.getLogger(Mesh.class)).addAppender(appender);
			}
			try (Mesh mesh = Mesh.start(settings(List.of(seed)))) {
				if (args.length > 2) {
					tell(mesh, mesh.snapshot());
					mesh.watch((before, after) -> {
						if (before.count(Liveness.DEAD) != after.count(Liveness.DEAD)) {
							tell(mesh, after);
						}
					});
				}
				while (System.in.read() >= 0) {
					// Only the end counts.
				}
			}
			Runtime.getRuntime().halt(0);
		}

		private static void tell(Mesh mesh, MeshSnapshot snapshot) {
			mesh.put("seen", String.valueOf(snapshot.count(Liveness.DEAD)), Columns.EMPTY).join();
		}

	}

	/** Stands still for ever at the first line about a death. */
	private static final class Blocking extends AppenderBase<ILoggingEvent> {

		@Override
		protected void append(ILoggingEvent event) {
			if (event.getFormattedMessage().contains("is dead")) {
				System.out.println("blocked");
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
		}

	}

}
