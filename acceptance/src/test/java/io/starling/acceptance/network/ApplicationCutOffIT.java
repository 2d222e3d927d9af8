package io.starling.acceptance.network;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.starling.acceptance.network.Hosts.Host;
import io.starling.acceptance.process.ApplicationProcess;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Spring application that a firewall cuts off the only three that offer a service.
 */
class ApplicationCutOffIT {

	private static final Duration CUT = Duration.ofSeconds(20);

	private static final Pattern FOUND = Pattern.compile("Found (\\d+) after (.*)");

	private static final Pattern FOUND_ALL = Pattern.compile("Found 3 after .*Heartbeat");

	@BeforeEach
	void prepare() {
		Hosts.require();
	}

	@Test
	void stillListsTheirServiceWhereAFirewallRefuses() {
		try (Hosts network = Hosts.create()) {
			Host others = network.add();
			Host own = network.add();
			try (ApplicationProcess members = members(others); ApplicationProcess onlooker = onlooker(own, others)) {
				onlooker.said(FOUND_ALL);
				assertThat(members.pid()).isPositive();
				Cut.REJECT.begin(own);
				// Longer than it takes to take a silent member for dead.
				long end = System.nanoTime() + CUT.toNanos();
				Awaitility.await().pollDelay(CUT).atMost(CUT.multipliedBy(2)).until(() -> System.nanoTime() > end);
				List<MatchResult> found = FOUND.matcher(onlooker.log()).results().toList();
				int all = found.stream().map((it) -> it.group(1)).toList().indexOf("3");
				assertThat(found.subList(all, found.size())).extracting(MatchResult::group)
					.allMatch((line) -> line.startsWith("Found 3"));
				assertThat(onlooker.log()).contains("SUSPECTED inventory@");
			}
		}
	}

	private static ApplicationProcess members(Host host) {
		return ApplicationProcess.startOn(host.command(), "members",
				List.of("-Dlogback.configurationFile=node-logback.xml", "-cp", ApplicationProcess.classPath()),
				Members.class, List.of(host.address(), "3", host.address()));
	}

	private static ApplicationProcess onlooker(Host host, Host seed) {
		return ApplicationProcess.startOn(host.command(), "onlooker", List.of("-cp", ApplicationProcess.classPath()),
				Onlooker.class,
				List.of("--starling.mesh=" + Members.MESH, "--starling.bind-address=" + host.address(),
						"--starling.seeds=" + seed.address() + ":" + Members.PORT, "--spring.main.banner-mode=off",
						"--spring.main.web-application-type=none", "--spring.main.keep-alive=true",
						"--spring.application.name=onlooker"));
	}

}
