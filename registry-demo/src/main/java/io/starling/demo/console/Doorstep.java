package io.starling.demo.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.SpringApplication;

/**
 * What happens before Spring does: the first words on the terminal, and a free port. A
 * person who has just started something should see within a moment that it lives.
 */
public final class Doorstep {

	private static final int FIRST_PORT = 8080;

	private static final int LAST_PORT = 8179;

	private static final Set<String> PORT_SET = Set.of("--server.port", "--SERVER_PORT");

	private Doorstep() {
	}

	/**
	 * Greets, and chooses what nobody has chosen.
	 * @param application the console, not yet started
	 * @param args the command line
	 */
	public static void prepare(SpringApplication application, String[] args) {
		System.out.println("Starling demo: services that find each other by gossip, each instance a process.");
		Map<String, Object> defaults = new HashMap<>();
		if (!portIsSet(args)) {
			int port = freePort(FIRST_PORT, LAST_PORT);
			defaults.put("server.port", port);
			System.out.println(((port != FIRST_PORT) ? "Port " + FIRST_PORT + " is taken, so the" : "The")
					+ " page will be at http://127.0.0.1:" + port + "/ in a few seconds. Ctrl-C ends everything.");
		}
		// Two demos on one machine are two flocks.
		defaults.put("starling.mesh", "demo-" + ProcessHandle.current().pid());
		application.setDefaultProperties(defaults);
	}

	/**
	 * Opens a page in the browser of whoever sits here, if somebody does.
	 * @param url the page
	 * @return whether there is a desktop to open it on
	 */
	static boolean openBrowser(String url) {
		String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		Map<String, String> environment = System.getenv();
		List<String> command = List.of("xdg-open", url);
		if (system.contains("mac")) {
			command = List.of("open", url);
		}
		else if (system.contains("windows")) {
			command = List.of("rundll32", "url.dll,FileProtocolHandler", url);
		}
		else if (!environment.containsKey("DISPLAY") && !environment.containsKey("WAYLAND_DISPLAY")) {
			return false;
		}
		try {
			new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean portIsSet(String[] args) {
		return System.getenv().containsKey("SERVER_PORT")
				|| Arrays.stream(args).anyMatch((arg) -> PORT_SET.contains(arg.replaceFirst("=.*", "")));
	}

	/**
	 * Returns the first port of a range that nobody listens on.
	 * @param first the first port to try
	 * @param last the last port to try
	 * @return a port; 0, for any, if all are taken
	 */
	static int freePort(int first, int last) {
		for (int port = first; port <= last; port++) {
			try (ServerSocket probe = new ServerSocket()) {
				probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
				return port;
			}
			catch (IOException ex) {
				// Taken; try the next.
			}
		}
		return 0;
	}

}
