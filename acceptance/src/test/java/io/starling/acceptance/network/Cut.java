package io.starling.acceptance.network;

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

	private final String verdict;

	Cut() {
		this.verdict = "DROP";
	}

	Cut(String answer) {
		this.verdict = "REJECT --reject-with " + answer;
	}

	/** What has to be set before the host's member starts. */
	void prepare(Host host) {
		if (this == DROP_WITH_FEW_RETRIES) {
			host.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/tcp_syn_retries");
		}
	}

	void begin(Host host) {
		String verdict = " -j " + this.verdict;
		// The answers to the other side go out.
		host.run("sh", "-c", "iptables -w -A INPUT ! -i lo -p tcp" + verdict
				+ " && iptables -w -A OUTPUT ! -o lo -p tcp ! --tcp-flags RST RST" + verdict);
	}

	static void end(Host host) {
		host.run("iptables", "-w", "-F", "INPUT");
		host.run("iptables", "-w", "-F", "OUTPUT");
	}

}
