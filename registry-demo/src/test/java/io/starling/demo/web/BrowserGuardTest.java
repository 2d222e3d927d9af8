package io.starling.demo.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class BrowserGuardTest {

	private final BrowserGuard console = new BrowserGuard(true);

	private final BrowserGuard instance = new BrowserGuard(false);

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1:8080", "localhost:8080", "[::1]:8080", "localhost" })
	void thePageItselfMayDoThings(String host) throws Exception {
		assertThat(status(this.console, post(host, "http://" + host))).isEqualTo(200);
	}

	@Test
	void aCommandLineToolMayDoThings() throws Exception {
		assertThat(status(this.console, post("127.0.0.1:8080", null))).isEqualTo(200);
		assertThat(status(this.instance, post("inventory:8080", null))).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:8080, http://evil.example", "127.0.0.1:8080, null", "127.0.0.1:8080, http://127.0.0.1:9999",
			"evil.example:8080, http://evil.example:8080",
			"127.0.0.1.evil.example:8080, http://127.0.0.1.evil.example:8080" })
	void pagesOfOtherSitesMayDoNothing(String host, String origin) throws Exception {
		assertThat(status(this.console, post(host, origin))).isEqualTo(403);
		assertThat(status(this.instance, post(host, origin))).isEqualTo(403);
	}

	@Test
	void aRequestThatTheBrowserCallsCrossSiteMayDoNothing() throws Exception {
		MockHttpServletRequest request = post("127.0.0.1:8080", null);
		request.addHeader("Sec-Fetch-Site", "cross-site");
		assertThat(status(this.console, request)).isEqualTo(403);
	}

	@Test
	void aReboundNameMayNotEvenRead() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/state");
		request.addHeader("Host", "evil.example:8080");
		assertThat(status(this.console, request)).isEqualTo(403);
	}

	@Test
	void instancesAnswerOtherInstancesUnderAnyName() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/stock/lamp");
		request.addHeader("Host", "inventory-host:8080");
		assertThat(status(this.instance, request)).isEqualTo(200);
	}

	private static MockHttpServletRequest post(String host, String origin) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/instances/inventory-1/kill");
		request.addHeader("Host", host);
		if (origin != null) {
			request.addHeader("Origin", origin);
		}
		return request;
	}

	private static int status(BrowserGuard guard, MockHttpServletRequest request) throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		guard.doFilter(request, response, new MockFilterChain());
		return response.getStatus();
	}

}
