package io.starling.acceptance.network;

import java.util.ArrayList;
import java.util.List;

import io.starling.acceptance.network.Hosts.Host;

/**
 * Ways in which a firewall cuts a host off all others: nothing of TCP comes or goes.
 */
enum Cut {

	/** Everything vanishes in silence. */
	DROP,

	/**
	 * Everything vanishes in silence, on a host whose kernel gives up connecting after 3
	 * s instead of minutes.
	 */
	DROP_WITH_FEW_RETRIES,

	/** Both sides hear that the port cannot be reached: what iptables does by default. */
	REJECT("icmp-port-unreachable"),

	/** Both sides hear that the host cannot be reached. */
	REJECT_HOST("icmp-host-unreachable"),

	/** Both sides hear what they would if nobody listened at the port. */
	REJECT_AS_CLOSED("tcp-reset");

	private final List<String> verdict;

	Cut() {
		this.verdict = List.of("DROP");
	}

	Cut(String answer) {
		this.verdict = List.of("REJECT", "--reject-with", answer);
	}

	/** What has to be set before the host's member starts. */
	void prepare(Host host) {
		if (this == DROP_WITH_FEW_RETRIES) {
			host.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/tcp_syn_retries");
		}
	}

	void begin(Host host) {
		rule(host, List.of("INPUT", "!", "-i", "lo", "-p", "tcp"));
		// The answers to the other side go out.
		rule(host, List.of("OUTPUT", "!", "-o", "lo", "-p", "tcp", "!", "--tcp-flags", "RST", "RST"));
	}

	private void rule(Host host, List<String> matches) {
		List<String> command = new ArrayList<>(List.of("iptables", "-w", "-A"));
		command.addAll(matches);
		command.add("-j");
		command.addAll(this.verdict);
		host.run(command.toArray(String[]::new));
	}

	static void end(Host host) {
		host.run("iptables", "-w", "-F", "INPUT");
		host.run("iptables", "-w", "-F", "OUTPUT");
	}

}
