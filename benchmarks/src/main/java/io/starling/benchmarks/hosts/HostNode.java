package io.starling.benchmarks.hosts;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.starling.benchmarks.hosts.Event.Listed;
import io.starling.benchmarks.hosts.Event.Neighbours;
import io.starling.benchmarks.hosts.Event.Ready;
import io.starling.benchmarks.hosts.Event.Started;
import io.starling.benchmarks.hosts.Event.Wrote;
import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.MeshThreads;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MeshSnapshot;

/**
 * The process on each host: one member that prints the events it sees, and obeys commands
 * from its standard input. It ends with that input, so that nothing is left running when
 * the benchmark dies. Arguments: the address to listen on, and the addresses of seeds.
 */
final class HostNode {

	/** The port that every member listens on; each has a host of its own. */
	static final int PORT = 7946;

	/** The one table, with a row from each member. */
	static final String TABLE = "hosts";

	private final Mesh mesh;

	private final EventPrinter printer;

	private long writes;

	private HostNode(Mesh mesh, EventPrinter printer) {
		this.mesh = mesh;
		this.printer = printer;
	}

	/**
	 * Waits for the command to start, starts a member, and obeys.
	 * @param args the address to listen on, then the addresses of seeds
	 * @throws IOException if the standard input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		EventPrinter printer = new EventPrinter(
				new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.US_ASCII));
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		warmUp();
		printer.print(Event.now(), new Ready());
		if ("start".equals(commands.readLine())) {
			List<Endpoint> seeds = Arrays.stream(args).skip(1).map((host) -> new Endpoint(host, PORT)).toList();
			start(args[0], seeds, printer).obey(commands);
		}
		// Nothing is owed to anybody: whoever wants a goodbye commands it.
		Runtime.getRuntime().halt(0);
	}

	/**
	 * Loads the classes, so that no figure contains that: two members meet on loopback.
	 */
	private static void warmUp() {
		MeshSettings settings = MeshSettings.defaults().withName("warm-up");
		try (MeshThreads threads = MeshThreads.create(1);
				Mesh first = Mesh.start(settings, threads);
				Mesh second = Mesh.start(settings, threads)) {
			first.put(TABLE, "", Columns.EMPTY.with("writes", 0)).join();
			long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
			while (second.snapshot().table(TABLE).isEmpty() && System.nanoTime() < end) {
				LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
			}
		}
	}

	private static HostNode start(String address, List<Endpoint> seeds, EventPrinter printer) {
		MeshSettings defaults = MeshSettings.defaults();
		MeshSettings settings = new MeshSettings("hosts", address, PORT, PORT, null, 0, seeds, "", defaults.protocol(),
				null);
		HostNode node = new HostNode(Mesh.start(settings), printer);
		printer.print(Event.now(), new Started(node.mesh.self().id()));
		node.mesh.watch(printer);
		node.put();
		return node;
	}

	private void obey(BufferedReader commands) throws IOException {
		for (String command = commands.readLine(); command != null; command = commands.readLine()) {
			switch (command) {
				case "put" -> put();
				case "digest" -> digest();
				case "neighbours" -> neighbours();
				case "leave" -> {
					this.mesh.close();
					return;
				}
				default -> throw new IllegalArgumentException("No such command: " + command);
			}
		}
	}

	private void put() {
		long before = Event.now();
		Columns columns = Columns.EMPTY.with("writes", ++this.writes);
		this.printer.print(before, new Wrote(this.mesh.put(TABLE, "", columns).join().version()));
	}

	private void digest() {
		MeshSnapshot snapshot = this.mesh.snapshot();
		this.printer.print(Event.now(), new Listed(snapshot.table(TABLE).size(), snapshot.digest()));
	}

	private void neighbours() {
		this.printer.print(Event.now(), new Neighbours(List.copyOf(this.mesh.snapshot().neighbours())));
	}

}
