package io.starling.demo.storefront;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.starling.demo.calls.Call;
import io.starling.demo.calls.Outcome;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Calls the services behind the storefront by their names. Which instance answers is the
 * load balancer's choice, and it chooses among those that the mesh lists at this moment.
 * Even so a call can be under way to an instance when that dies: such a call is tried
 * once more, with another instance. The load balancer itself, which goes round, could
 * choose the same one again while its list changes.
 */
@Component
class Suppliers {

	private final RestClient balanced;

	private final RestClient direct;

	private final DiscoveryClient discovery;

	private final CallLedger ledger;

	Suppliers(RestClient.Builder balanced, RestClient direct, DiscoveryClient discovery, CallLedger ledger) {
		// Added after the load balancer's own interceptor, so it sees the address chosen.
		this.balanced = balanced.requestInterceptor(Suppliers::nameTheSilent).build();
		this.direct = direct.mutate().requestInterceptor(Suppliers::nameTheSilent).build();
		this.discovery = discovery;
		this.ledger = ledger;
	}

	/**
	 * Calls a service, tries once more if the instance does not answer, and notes how it
	 * went.
	 * @param service the service's name
	 * @param path what to ask for
	 */
	void call(String service, String path) {
		Instant at = Instant.now();
		Attempt attempt = attempt(service, path);
		long millis = Duration.between(at, Instant.now()).toMillis();
		this.ledger
			.add((number) -> new Call(number, at, service, attempt.by(), millis, attempt.outcome(), attempt.reason()));
	}

	private Attempt attempt(String service, String path) {
		try {
			return new Attempt(Outcome.OK, ask(this.balanced, "http://" + service + path), "");
		}
		catch (ResourceAccessException ex) {
			return secondAttempt(service, path, ex);
		}
		catch (RestClientException | IllegalStateException ex) {
			return new Attempt(Outcome.FAILED, "", words(ex));
		}
	}

	private Attempt secondAttempt(String service, String path, ResourceAccessException first) {
		String silent = (first.getCause() instanceof UnansweredException unanswered) ? unanswered.address() : "";
		Optional<URI> other = this.discovery.getInstances(service)
			.stream()
			.map(ServiceInstance::getUri)
			.filter((uri) -> !uri.getAuthority().equals(silent))
			.findFirst();
		if (other.isEmpty()) {
			return new Attempt(Outcome.FAILED, "", words(first) + "; there is no other instance");
		}
		try {
			return new Attempt(Outcome.RETRIED, ask(this.direct, other.get() + path), words(first));
		}
		catch (RestClientException ex) {
			return new Attempt(Outcome.FAILED, "", words(first) + "; then " + words(ex));
		}
	}

	private static String ask(RestClient client, String uri) {
		Answer answer = client.get().uri(uri).retrieve().body(Answer.class);
		return (answer != null) ? answer.by() : "";
	}

	private static String words(Exception ex) {
		Throwable cause = (ex.getCause() instanceof UnansweredException unanswered) ? unanswered
				: NestedExceptionUtils.getMostSpecificCause(ex);
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	private static ClientHttpResponse nameTheSilent(HttpRequest request, byte[] body,
			ClientHttpRequestExecution execution) throws IOException {
		try {
			return execution.execute(request, body);
		}
		catch (IOException ex) {
			throw new UnansweredException(request.getURI().getAuthority(), ex);
		}
	}

	private record Attempt(Outcome outcome, String by, String reason) {
	}

}
