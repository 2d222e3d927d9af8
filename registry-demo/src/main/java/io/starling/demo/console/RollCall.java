package io.starling.demo.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.starling.demo.console.LogLine.Tone;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.MeshSnapshot;

/**
 * Measures how long the news of a death takes to be everywhere. Asks every other process
 * at what time it lost the member, and says when the last one did. All clocks are this
 * machine's, in containers too.
 */
class RollCall {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final MeshView mesh;

	private final EventLog log;

	RollCall(MeshView mesh, EventLog log) {
		this.mesh = mesh;
		this.log = log;
	}

	/**
	 * Begins to ask; to be called right before the kill.
	 * @param victim the instance that is about to be killed
	 * @param others all other instances
	 */
	void begin(Registered victim, List<Registered> others) {
		long begun = micros(Instant.now());
		Stream<CompletableFuture<Long>> answers = Stream.concat(Stream.of(here(victim.member())),
				others.stream().map((other) -> there(other, victim.member())));
		List<CompletableFuture<Long>> losses = answers
			.map((answer) -> answer.completeOnTimeout(0L, PATIENCE.toSeconds(), TimeUnit.SECONDS)
				.exceptionally((failure) -> 0L))
			.toList();
		CompletableFuture<Void> unused = CompletableFuture.allOf(losses.toArray(CompletableFuture[]::new))
			.thenRun(() -> report(victim, begun, losses.stream().map(CompletableFuture::join).toList()));
	}

	private CompletableFuture<Long> here(MemberId victim) {
		CompletableFuture<Long> lost = new CompletableFuture<>();
		Subscription watch = this.mesh.watch((before, after) -> check(after, victim, lost));
		check(this.mesh.snapshot(), victim, lost);
		return lost.whenComplete((time, failure) -> watch.close());
	}

	private static void check(MeshSnapshot snapshot, MemberId victim, CompletableFuture<Long> lost) {
		snapshot.member(victim)
			.filter((state) -> !state.isPresent())
			.map(MemberState::since)
			.ifPresent((since) -> lost.complete(micros(since)));
	}

	private CompletableFuture<Long> there(Registered other, MemberId victim) {
		URI uri = URI.create("http://" + other.address() + "/demo/farewells/" + victim);
		return this.client
			.sendAsync(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
			.thenApply((answer) -> Long.valueOf(answer.body()));
	}

	private void report(Registered victim, long begun, List<Long> losses) {
		List<Long> heard = losses.stream().filter((time) -> time != 0).sorted().toList();
		if (!heard.isEmpty()) {
			String count = (heard.size() == losses.size()) ? "all " + heard.size()
					: heard.size() + " of " + losses.size();
			double millis = Math.max(0, heard.get(heard.size() - 1) - begun) / 1000.0;
			this.log.add(Tone.PLAIN, victim.name(),
					"was lost by " + count + " other processes within " + Math.round(millis * 10) / 10.0 + " ms");
		}
	}

	private static long micros(Instant time) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, time);
	}

}
