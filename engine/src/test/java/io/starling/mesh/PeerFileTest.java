package io.starling.mesh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.starling.mesh.model.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class PeerFileTest {

	private static final List<Endpoint> PEERS = List.of(new Endpoint("10.0.0.7", 7946), new Endpoint("2001:db8::7", 80),
			new Endpoint("inventory-1.example", 17946));

	@TempDir
	private Path directory;

	private PeerFile file;

	@BeforeEach
	void nameTheFile() {
		this.file = PeerFile.in(this.directory, "flock", 7946);
	}

	@Test
	void whatIsWrittenIsReadAndEasyOnTheEye() throws IOException {
		this.file.write(PEERS);
		assertThat(this.file.read()).isEqualTo(new PeerFile.Content(PEERS, ""));
		assertThat(this.directory.resolve("flock-7946.peers")).content().isEqualTo("""
				starling-peers 1 flock
				10.0.0.7:7946
				[2001:db8::7]:80
				inventory-1.example:17946
				end 3
				""");
		this.file.write(PEERS.subList(0, 1));
		assertThat(this.file.read().peers()).isEqualTo(PEERS.subList(0, 1));
		assertThat(this.directory.toFile().list()).hasSize(1);
	}

	@Test
	void aFileThatIsNotThereIsAnEmptyOne() throws IOException {
		assertThat(this.file.read()).isEqualTo(new PeerFile.Content(List.of(), ""));
	}

	@Test
	void aMissingDirectoryIsMade() throws IOException {
		PeerFile deep = PeerFile.in(this.directory.resolve("a/b"), "flock", 7946);
		assertThat(deep.read().peers()).isEmpty();
		deep.write(PEERS);
		assertThat(deep.read().peers()).isEqualTo(PEERS);
	}

	@Test
	void aFileCutShortAnywhereGivesTheLinesBeforeTheCutAndShowsIt() throws IOException {
		this.file.write(PEERS);
		byte[] whole = Files.readAllBytes(this.file.path());
		for (int length = 0; length < whole.length; length++) {
			String rest = new String(whole, 0, length, StandardCharsets.UTF_8);
			Files.writeString(this.file.path(), rest);
			PeerFile.Content content = this.file.read();
			long lines = rest.chars().filter((c) -> c == '\n').count();
			assertThat(content.peers()).isEqualTo(PEERS.subList(0, (int) Math.max(0, lines - 1)));
			assertThat(content.flaw()).as("cut after %d bytes", length).isNotEmpty();
		}
	}

	@Test
	void aFileWithAnyByteWrongIsReadAsFarAsItMakesSense() throws IOException {
		this.file.write(PEERS);
		byte[] whole = Files.readAllBytes(this.file.path());
		for (int i = 0; i < whole.length; i++) {
			byte[] wrong = whole.clone();
			wrong[i] ^= 0x15;
			Files.write(this.file.path(), wrong);
			assertThat(this.file.read().peers().stream().filter(PEERS::contains).count())
				.isGreaterThanOrEqualTo((i <= "starling-peers 1 flock".length()) ? 0 : 1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\n\n\n", "nonsense\n", "\0\0\0\0\0",
			"starling-peers 2 flock\n10.0.0.7:7946\nend 1\n", "starling-peers 1 other\n10.0.0.7:7946\nend 1\n",
			"starling-peers 1 flocks\n10.0.0.7:7946\nend 1\n" })
	void aFileOfAnotherMeshOrFormatIsNotUsed(String text) throws IOException {
		Files.writeString(this.file.path(), text);
		assertThat(this.file.read().peers()).isEmpty();
		assertThat(this.file.read().flaw()).contains("not used");
		this.file.write(PEERS);
		assertThat(this.file.read().flaw()).isEmpty();
	}

	@Test
	void linesThatAreNoAddressesAreLeftOut() throws IOException {
		Files.writeString(this.file.path(), "starling-peers 1 flock\nhttp://a/\n10.0.0.7:7946\n\n10.0.0.7:0\nend 1\n");
		assertThat(this.file.read().peers()).containsExactly(PEERS.get(0));
	}

	@Test
	void aFileWithoutEndIsReadToTheBoundOnly() throws IOException {
		Stream<String> lines = IntStream.range(1, 20_000).mapToObj((port) -> "10.0.0.7:" + port);
		Files.write(this.file.path(), Stream.concat(Stream.of("starling-peers 1 flock"), lines).toList());
		assertThat(this.file.read().peers()).hasSizeBetween(1, PeerFile.MOST);
		assertThat(this.file.read().flaw()).contains("damaged");
	}

	@Test
	void noMoreThanSixtyFourAreWritten() throws IOException {
		this.file.write(IntStream.range(1, 100).mapToObj((port) -> new Endpoint("h".repeat(255), port)).toList());
		assertThat(this.file.read().peers()).hasSize(PeerFile.MOST);
		assertThat(this.file.read().flaw()).isEmpty();
	}

	@Test
	void aHostThatNoLineCanHoldIsLeftOut() throws IOException {
		this.file.write(List.of(new Endpoint("a b", 1), new Endpoint("[a", 1), PEERS.get(0)));
		assertThat(this.file.read().flaw()).isEmpty();
		assertThat(this.file.read().peers()).contains(PEERS.get(0)).allMatch((peer) -> !peer.host().contains(" "));
	}

	@Test
	void aMeshMayBeCalledAnything() throws IOException {
		for (String mesh : List.of("..", "a/b", "a\nend 0", "ö".repeat(32), "*", " ")) {
			PeerFile odd = PeerFile.in(this.directory, mesh, 0);
			odd.write(PEERS);
			assertThat(odd.path()).hasParent(this.directory);
			assertThat(odd.read()).isEqualTo(new PeerFile.Content(PEERS, ""));
		}
	}

	@Test
	void whatCannotBeReadOrWrittenIsToldAndLeavesNothingBehind() throws IOException {
		Files.createDirectory(this.file.path());
		assertThatIOException().isThrownBy(this.file::read);
		assertThatIOException().isThrownBy(() -> this.file.write(PEERS));
		assertThat(this.directory.toFile().list()).containsExactly("flock-7946.peers");
		PeerFile belowAFile = PeerFile.in(Files.createFile(this.directory.resolve("plain")), "flock", 7946);
		assertThatIOException().isThrownBy(belowAFile::read);
		assertThatIOException().isThrownBy(() -> belowAFile.write(PEERS));
	}

	@Test
	void readersSeeTheOldListOrTheNewOneWhileWritersDisagree() throws IOException {
		List<Endpoint> many = IntStream.range(1, 64).mapToObj((port) -> new Endpoint("many.example", port)).toList();
		this.file.write(many);
		List<CompletableFuture<Void>> writers = new ArrayList<>();
		for (List<Endpoint> list : List.of(many, PEERS)) {
			writers.add(CompletableFuture.runAsync(() -> writeOften(list)));
		}
		CompletableFuture<Void> all = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
		do {
			PeerFile.Content content = this.file.read();
			assertThat(content.flaw()).isEmpty();
			assertThat(content.peers()).isIn(many, PEERS);
		}
		while (!all.isDone());
		all.join();
	}

	private void writeOften(List<Endpoint> list) {
		try {
			for (int i = 0; i < 100; i++) {
				this.file.write(list);
			}
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
