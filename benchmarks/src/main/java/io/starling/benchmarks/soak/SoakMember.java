package io.starling.benchmarks.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.management.UnixOperatingSystemMXBean;
import io.starling.benchmarks.measure.Heap;
import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Liveness;
import io.starling.mesh.model.MeshSnapshot;

/**
 * The process of each member: obeys commands from its standard input, and ends with it.
 * Arguments: the own port, and the ports of seeds.
 */
final class SoakMember {

	/** Begins the line that answers {@code sample}. */
	static final String SAMPLE = "SAMPLE";

	/** Stands before the names of collections. */
	static final String COLLECTION = "in ";

	private static final String TABLE = "soak";

	private static final String LOOPBACK = "127.0.0.1";

	private final Mesh mesh;

	private long writes;

	private SoakMember(Mesh mesh) {
		this.mesh = mesh;
	}

	/**
	 * Starts the member, and obeys.
	 * @param args the own port, then the ports of seeds
	 * @throws Exception if something cannot be read
	 */
	public static void main(String[] args) throws Exception {
		int port = Integer.parseInt(args[0]);
		List<Endpoint> seeds = Stream.of(args)
			.skip(1)
			.map((seed) -> new Endpoint(LOOPBACK, Integer.parseInt(seed)))
			.toList();
		MeshSettings settings = MeshSettings.defaults().withName("soak").withPorts(port, port).withSeeds(seeds);
		SoakMember member = new SoakMember(Mesh.start(settings));
		member.put("standing");
		member.obey();
		Runtime.getRuntime().halt(0);
	}

	private void obey() throws Exception {
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
		for (String command = commands.readLine(); command != null; command = commands.readLine()) {
			String[] words = command.split(" ", -1);
			switch (words[0]) {
				case "put" -> put(words[1]);
				case "withdraw" -> this.mesh.withdraw(TABLE, words[1]).join();
				case "sample" -> System.out.println(sample());
				case "leave" -> {
					this.mesh.close();
					return;
				}
				default -> throw new IOException("No such command: " + command);
			}
		}
	}

	private void put(String key) {
		this.mesh.put(TABLE, key, Columns.EMPTY.with("writes", ++this.writes)).join();
	}

	private String sample() throws Exception {
		SortedMap<String, Long> sample = new TreeMap<>();
		collections().forEach((name, size) -> sample.put(COLLECTION + name, size));
		MeshSnapshot snapshot = this.mesh.snapshot();
		sample.put("alive", snapshot.count(Liveness.ALIVE));
		sample.put("suspect", snapshot.count(Liveness.SUSPECT));
		sample.put("rows", (long) snapshot.table(TABLE).size());
		sample.put("links", (long) snapshot.linked().size());
		sample.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
		sample.put("heap kB", Heap.used() / 1024);
		if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
			sample.put("descriptors", system.getOpenFileDescriptorCount());
		}
		return sample.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue())
			.collect(Collectors.joining(";", SAMPLE, ""));
	}

	/** Counts on the mesh's own thread, which is the only one that changes them. */
	private SortedMap<String, Long> collections() throws Exception {
		Object driver = read(this.mesh, "driver");
		ExecutorService loop = (ExecutorService) read(driver, "loop");
		Callable<SortedMap<String, Long>> count = () -> CollectionSizes.of(driver);
		return loop.submit(count).get();
	}

	private static Object read(Object object, String name) throws ReflectiveOperationException {
		Field field = object.getClass().getDeclaredField(name);
		field.setAccessible(true);
		return Objects.requireNonNull(field.get(object));
	}

}
