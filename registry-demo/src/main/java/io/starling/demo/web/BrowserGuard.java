package io.starling.demo.web;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another site could make a browser send here. A request that
 * changes something must come from a page of this very origin, or from no page at all;
 * and where pages are served, the host asked for must be an address or {@code localhost},
 * so that no foreign name can be pointed at this process (DNS rebinding). Both are
 * needed: under a rebound name the foreign page <em>is</em> of the same origin.
 */
public final class BrowserGuard extends OncePerRequestFilter {

	private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

	private static final Pattern ADDRESS = Pattern.compile("localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

	private final boolean servesPages;

	/**
	 * Creates the filter.
	 * @param servesPages whether browsers are expected here, so that even reading needs
	 * an address for a host name
	 */
	public BrowserGuard(boolean servesPages) {
		this.servesPages = servesPages;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String complaint = complaint(request);
		if (complaint != null) {
			response.sendError(HttpServletResponse.SC_FORBIDDEN, complaint);
			return;
		}
		chain.doFilter(request, response);
	}

	private @Nullable String complaint(HttpServletRequest request) {
		String origin = request.getHeader("Origin");
		String site = request.getHeader("Sec-Fetch-Site");
		boolean harmless = HARMLESS.contains(request.getMethod());
		boolean fromBrowser = this.servesPages || (!harmless && (origin != null || site != null));
		if (fromBrowser && !ADDRESS.matcher(hostName(request)).matches()) {
			return "Ask for this page by address, not by name";
		}
		if (harmless) {
			return null;
		}
		if (origin != null && !origin.equals(request.getScheme() + "://" + request.getHeader("Host"))) {
			return "Not from a page of another site";
		}
		if (site != null && !OWN_SITE.contains(site)) {
			return "Not from a page of another site";
		}
		return null;
	}

	private static String hostName(HttpServletRequest request) {
		String host = request.getHeader("Host");
		return (host != null) ? host.replaceFirst(":\\d+$", "") : "";
	}

}
