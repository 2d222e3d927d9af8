package io.starling.demo.storefront;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

import io.starling.demo.calls.Call;
import io.starling.demo.calls.Outcome;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

class SuppliersTest {

	private final Deque<Object> answers = new ArrayDeque<>();

	private final List<Call> calls = new ArrayList<>();

	private final List<URI> asked = new ArrayList<>();

	private List<ServiceInstance> instances = List.of(instance("127.0.0.1", 9001), instance("127.0.0.1", 9002));

	private final Suppliers suppliers = new Suppliers(RestClient.builder().requestFactory(factory()),
			RestClient.builder().requestFactory(factory()).build(), discovery(), ledger());

	@Test
	void anAnswerIsAnAnswer() {
		this.answers.add("inventory-1");
		assertThat(call()).extracting(Call::outcome, Call::by, Call::reason)
			.containsExactly(Outcome.OK, "inventory-1", "");
	}

	@Test
	void whoDoesNotAnswerIsNamedAndAnotherOneIsAsked() {
		this.answers.add(new ConnectException());
		this.answers.add("inventory-2");
		assertThat(call()).extracting(Call::outcome, Call::by, Call::reason)
			.containsExactly(Outcome.RETRIED, "inventory-2", "inventory refused the connection");
		assertThat(this.asked).containsExactly(URI.create("http://inventory/stock/lamp"),
				URI.create("http://127.0.0.1:9001/stock/lamp"));
	}

	@Test
	void theSecondTryIsNeverWithTheSameInstance() {
		this.instances = List.of(instance("inventory", 80), instance("127.0.0.1", 9002));
		this.answers.add(new ConnectException());
		this.answers.add("inventory-2");
		this.suppliers.call("inventory:80", "/stock/lamp");
		assertThat(this.asked).containsExactly(URI.create("http://inventory:80/stock/lamp"),
				URI.create("http://127.0.0.1:9002/stock/lamp"));
	}

	@Test
	void withoutAnotherInstanceTheCallFails() {
		this.instances = List.of();
		this.answers.add(new ConnectException());
		assertThat(call()).extracting(Call::outcome, Call::reason)
			.containsExactly(Outcome.FAILED, "inventory refused the connection; there is no other instance");
	}

	@Test
	void thereIsNoThirdTry() {
		this.answers.add(new ConnectException());
		this.answers.add(new IOException("reset"));
		this.answers.add("inventory-1");
		assertThat(call()).extracting(Call::outcome, Call::by, Call::reason)
			.containsExactly(Outcome.FAILED, "",
					"inventory refused the connection; then 127.0.0.1:9001 broke off (reset)");
		assertThat(this.answers).hasSize(1);
	}

	@Test
	void anErrorIsAnAnswerTooAndIsNotTriedAgain() {
		this.answers.add(HttpStatus.INTERNAL_SERVER_ERROR);
		this.answers.add("inventory-1");
		assertThat(call().outcome()).isEqualTo(Outcome.FAILED);
		assertThat(this.answers).hasSize(1);
	}

	@Test
	void aServiceWithoutInstancesFailsInWords() {
		this.answers.add(new IllegalStateException("No instances available for inventory"));
		assertThat(call()).extracting(Call::outcome, Call::reason)
			.containsExactly(Outcome.FAILED, "No instances available for inventory");
	}

	private Call call() {
		this.suppliers.call("inventory", "/stock/lamp");
		return this.calls.get(this.calls.size() - 1);
	}

	private ClientHttpRequestFactory factory() {
		return (URI uri, HttpMethod method) -> new MockClientHttpRequest(method, uri) {

			@Override
			protected ClientHttpResponse executeInternal() throws IOException {
				SuppliersTest.this.asked.add(uri);
				return answer(SuppliersTest.this.answers.remove());
			}

		};
	}

	private static ClientHttpResponse answer(Object answer) throws IOException {
		if (answer instanceof IOException failure) {
			throw failure;
		}
		if (answer instanceof RuntimeException failure) {
			throw failure;
		}
		HttpStatus status = (answer instanceof HttpStatus given) ? given : HttpStatus.OK;
		String body = "{\"article\":\"lamp\",\"by\":\"" + answer + "\"}";
		MockClientHttpResponse response = new MockClientHttpResponse(body.getBytes(StandardCharsets.UTF_8), status);
		response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
		return response;
	}

	private CallLedger ledger() {
		return new CallLedger(null, "x") {

			@Override
			synchronized void add(LongFunction<Call> call) {
				SuppliersTest.this.calls.add(call.apply(SuppliersTest.this.calls.size() + 1));
			}

		};
	}

	private DiscoveryClient discovery() {
		return new DiscoveryClient() {

			@Override
			public String description() {
				return "words";
			}

			@Override
			public List<ServiceInstance> getInstances(String serviceId) {
				return SuppliersTest.this.instances;
			}

			@Override
			public List<String> getServices() {
				return List.of("inventory");
			}

		};
	}

	private static ServiceInstance instance(String host, int port) {
		return new DefaultServiceInstance(host + port, "inventory", host, port, false);
	}

}
