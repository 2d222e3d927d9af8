package io.starling.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import io.starling.mesh.model.Endpoint;

/**
 * A list of addresses as a file, for people to read: <pre>
 * starling-peers 1 default
 * 10.0.0.7:7946
 * [2001:db8::7]:7946
 * end 2
 * </pre> The first line names the version of this format and the mesh, URL-encoded; the
 * last one says how many there are, so that a list that was cut short shows. A line
 * counts once it has ended, as the beginning of an address may be another address. There
 * is no checksum: a wrong address costs one dial in vain.
 * <p>
 * Readers see the old list or the new one, never a mixture, and the new one is on the
 * disk before it takes the name. Blocks; not for an event loop.
 */
final class PeerFile {

	/** The most addresses in one file. */
	static final int MOST = 64;

	/** More than a full list of the longest names. */
	private static final int MOST_BYTES = 128 * 1024;

	private static final String END = "end ";

	private final Path path;

	private final String title;

	PeerFile(Path path, String mesh) {
		this.path = path.toAbsolutePath();
		this.title = "starling-peers 1 " + encoded(mesh);
	}

	/**
	 * Names the file of a mesh's member that listens on a port.
	 * @param port the port; 0 for one that is another after each start, so that such
	 * members of one mesh share a file
	 */
	static PeerFile in(Path directory, String mesh, int port) {
		return new PeerFile(directory.resolve(encoded(mesh) + "-" + ((port != 0) ? port : "any") + ".peers"), mesh);
	}

	private static String encoded(String mesh) {
		return URLEncoder.encode(mesh, StandardCharsets.UTF_8).replace("*", "%2A");
	}

	Path path() {
		return this.path;
	}

	/**
	 * Reads what there is.
	 * @return the addresses, sorted; none if there is no file, or another mesh's
	 * @throws IOException if the file is there and cannot be read
	 */
	Content read() throws IOException {
		try (InputStream in = Files.newInputStream(this.path)) {
			return parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
		}
		catch (NoSuchFileException ex) {
			return new Content(List.of(), "");
		}
	}

	private Content parse(String text) {
		List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
		if (lines.isEmpty() || !lines.get(0).equals(this.title)) {
			return new Content(List.of(), "is no list of this mesh's members, and is not used");
		}
		TreeSet<Endpoint> peers = new TreeSet<>();
		for (String line : lines.subList(1, Math.min(lines.size(), MOST + 2))) {
			if (line.equals(END + peers.size())) {
				return new Content(List.copyOf(peers), "");
			}
			if (peers.size() < MOST) {
				endpoint(line).ifPresent(peers::add);
			}
		}
		return new Content(List.copyOf(peers), "is damaged, and " + peers.size() + " addresses of it are used");
	}

	private static Optional<Endpoint> endpoint(String line) {
		try {
			return Optional.of(Endpoint.parse(line)).filter((it) -> it.toString().equals(line));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Writes the file afresh, with its directory where that is missing.
	 * @param peers the addresses; those beyond 64, and those that no line can hold, are
	 * left out
	 * @throws IOException if that fails; what was there before is still there then
	 */
	void write(Collection<Endpoint> peers) throws IOException {
		Path directory = this.path.resolveSibling("");
		Files.createDirectories(directory);
		// A name of its own, so that two processes never write into one file.
		Path draft = Files.createTempFile(directory, this.path.getFileName().toString(), ".draft");
		try {
			try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
				ByteBuffer bytes = StandardCharsets.UTF_8.encode(format(peers));
				while (bytes.hasRemaining()) {
					out.write(bytes);
				}
				out.force(true);
			}
			move(draft);
		}
		finally {
			Files.deleteIfExists(draft);
		}
	}

	private String format(Collection<Endpoint> peers) {
		StringBuilder text = new StringBuilder(this.title).append('\n');
		TreeSet<String> lines = new TreeSet<>();
		// Others say what their hosts are called, and may say anything.
		peers.stream()
			.filter((peer) -> peer.host().chars().allMatch((c) -> c > ' ' && c < 127))
			.map(Endpoint::toString)
			.filter((line) -> endpoint(line).isPresent())
			.limit(MOST)
			.forEach(lines::add);
		lines.forEach((line) -> text.append(line).append('\n'));
		return text.append(END).append(lines.size()).append('\n').toString();
	}

	private void move(Path draft) throws IOException {
		try {
			Files.move(draft, this.path, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(draft, this.path, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * What a file says.
	 *
	 * @param peers the addresses in it, sorted
	 * @param flaw what is wrong with the file, for an operator; empty if nothing is
	 */
	record Content(List<Endpoint> peers, String flaw) {

	}

}
