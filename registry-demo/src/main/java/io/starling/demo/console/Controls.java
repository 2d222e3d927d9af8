package io.starling.demo.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.starling.demo.console.LogLine.Tone;
import io.starling.demo.process.Slot;
import io.starling.demo.process.Supervisor;

/**
 * What a person can do to an instance. Where the console started the process itself, the
 * operating system kills it; in a container, which the console cannot reach into, the
 * instance is asked to end itself as abruptly.
 */
class Controls {

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final HttpClient client = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	private final MeshView mesh;

	private final Supervisor supervisor;

	private final EventLog log;

	private final RollCall rollCall;

	private final boolean supervises;

	Controls(MeshView mesh, Supervisor supervisor, EventLog log, boolean supervises) {
		this.mesh = mesh;
		this.supervisor = supervisor;
		this.log = log;
		this.rollCall = new RollCall(mesh, log);
		this.supervises = supervises;
	}

	List<Slot> slots() {
		return this.supervisor.slots();
	}

	void up(Collection<String> names) {
		this.supervisor.up(names);
	}

	/**
	 * Returns why nothing can be started from here.
	 * @return the reason; empty if instances can be started
	 */
	Optional<String> whyNoStart() {
		return this.supervises ? Optional.empty() : Optional.of("Here the container engine starts instances: "
				+ "docker compose up -d --scale inventory=3 --no-recreate");
	}

	/**
	 * Starts an instance that does not run.
	 * @param name its name
	 * @return whether it starts
	 */
	Reply start(String name) {
		if (!this.supervises) {
			return Reply.refused(whyNoStart().orElse(""));
		}
		return this.supervisor.start(name) ? Reply.done("starting " + name)
				: Reply.refused(name + " is no instance that could be started now");
	}

	/**
	 * Starts one more instance of a service.
	 * @param service the service
	 * @return whether one starts
	 */
	Reply startAnother(String service) {
		if (!this.supervises) {
			return Reply.refused(whyNoStart().orElse(""));
		}
		return this.supervisor.startAnother(service)
			.map((name) -> Reply.done("starting " + name))
			.orElse(Reply.refused("there are enough instances of " + service));
	}

	/**
	 * Lets an instance finish what it does and leave.
	 * @param name its name
	 * @return whether it was asked to
	 */
	Reply drain(String name) {
		Optional<Registered> listed = find(name);
		if (listed.isPresent()) {
			this.log.add(Tone.PLAIN, name, "is asked to drain");
			CompletableFuture<Void> unused = post(listed.get(), "drain").exceptionally((failure) -> {
				this.log.add(Tone.WARN, name, "did not take the wish to drain: " + failure.getMessage());
				this.supervisor.terminate(name);
				return null;
			});
			return Reply.done("draining " + name);
		}
		return this.supervisor.terminate(name) ? Reply.done("ending " + name) : Reply.refused(name + " does not run");
	}

	/**
	 * Kills an instance.
	 * @param name its name
	 * @return whether it was there to be killed
	 */
	Reply kill(String name) {
		Optional<Registered> listed = find(name);
		Optional<Slot> slot = slots().stream()
			.filter((each) -> each.name().equals(name) && each.pid() != 0)
			.findFirst();
		if (listed.isEmpty() && slot.isEmpty()) {
			return Reply.refused(name + " does not run");
		}
		listed.ifPresent((victim) -> this.rollCall.begin(victim, others(victim)));
		if (slot.isPresent()) {
			this.log.add(Tone.PLAIN, name, "kill -9 of process " + slot.get().pid());
			this.supervisor.kill(name);
		}
		else {
			this.log.add(Tone.PLAIN, name, "is asked to halt without a word");
			// It cannot answer, so a broken connection is what success looks like.
			listed.ifPresent((victim) -> post(victim, "kill").exceptionally((failure) -> null));
		}
		return Reply.done("killed " + name);
	}

	private Optional<Registered> find(String name) {
		return registered().stream().filter((instance) -> instance.name().equals(name)).findFirst();
	}

	private List<Registered> others(Registered victim) {
		return registered().stream().filter((other) -> !other.member().equals(victim.member())).toList();
	}

	private List<Registered> registered() {
		return this.mesh.registered(this.mesh.snapshot());
	}

	private CompletableFuture<Void> post(Registered instance, String action) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + instance.address() + "/demo/" + action))
			.timeout(PATIENCE)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		return this.client.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenAccept((answer) -> {
			if (answer.statusCode() >= 300) {
				throw new IllegalStateException("it answered " + answer.statusCode());
			}
		});
	}

}
