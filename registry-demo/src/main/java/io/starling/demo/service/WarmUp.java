package io.starling.demo.service;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks this instance itself for something, before anybody else can: the first answer of a
 * fresh virtual machine is slow, on a busy machine slower than a caller waits. While
 * runners run, Spring does not say that it accepts traffic, so the instance is listed as
 * STARTING and nobody calls it.
 */
public class WarmUp implements ApplicationRunner {

	private static final Log logger = LogFactory.getLog(WarmUp.class);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int TIMES = 3;

	private final Environment environment;

	private final String path;

	/**
	 * Creates the runner.
	 * @param environment knows the port
	 * @param path what to ask for
	 */
	public WarmUp(Environment environment, String path) {
		this.environment = environment;
		this.path = path;
	}

	@Override
	public void run(ApplicationArguments args) {
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
		requests.setReadTimeout(PATIENCE);
		RestClient client = RestClient.builder().requestFactory(requests).build();
		String url = "http://127.0.0.1:" + this.environment.getProperty("local.server.port") + this.path;
		try {
			for (int i = 0; i < TIMES; i++) {
				client.get().uri(url).retrieve().toBodilessEntity();
			}
		}
		catch (RestClientException ex) {
			logger.warn("Not warmed up: " + ex.getMessage());
		}
	}

}
