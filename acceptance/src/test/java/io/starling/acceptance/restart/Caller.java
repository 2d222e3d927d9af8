package io.starling.acceptance.restart;

import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * Calls {@link Orders} without a pause, from several threads, through a load balancer
 * that tries nothing twice, and keeps book.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Caller {

	private static final int THREADS = 8;

	public static void main(String[] args) {
		SpringApplication.run(Caller.class, args);
	}

	@Bean
	@LoadBalanced
	RestClient.Builder builder() {
		// Of the clients on the class path another one would try again on its own.
		return RestClient.builder().requestFactory(new ReactorClientHttpRequestFactory());
	}

	@Bean
	ApplicationRunner load(Book book, RestClient.Builder builder) {
		RestClient client = builder.build();
		return (arguments) -> {
			for (int i = 0; i < THREADS; i++) {
				Thread caller = new Thread(() -> callForEver(client, book), "caller-" + i);
				caller.setDaemon(true);
				caller.start();
			}
		};
	}

	private static void callForEver(RestClient client, Book book) {
		while (true) {
			long start = System.currentTimeMillis();
			try {
				book.answered(client.get().uri("http://orders/work").retrieve().body(String.class));
			}
			catch (RuntimeException ex) {
				book.failed(start, String.valueOf(ex.getMessage()));
			}
		}
	}

	/**
	 * What became of the calls: a line for each process that answered and each failure.
	 */
	@RestController
	static final class Book {

		private final ConcurrentMap<String, LongAdder> answers = new ConcurrentHashMap<>();

		private final Queue<String> failures = new ConcurrentLinkedQueue<>();

		void answered(String pid) {
			this.answers.computeIfAbsent(pid, (process) -> new LongAdder()).increment();
		}

		void failed(long start, String why) {
			this.failures.add("failed " + start + " " + why.replace('\n', ' '));
		}

		/** Tells what has happened since it was asked last. */
		@GetMapping("/book")
		String tell() {
			String told = this.answers.entrySet()
				.stream()
				.map((entry) -> "answered " + entry.getValue().sumThenReset() + " " + entry.getKey())
				.collect(Collectors.joining("\n"));
			StringBuilder all = new StringBuilder(told);
			for (String failure = this.failures.poll(); failure != null; failure = this.failures.poll()) {
				all.append('\n').append(failure);
			}
			return all.toString();
		}

	}

}
