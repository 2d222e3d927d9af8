package io.starling.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/README.md leads to all other documents.
 */
class DocumentsTest {

	private static final Path DOCUMENTS = Path.of("..", "docs");

	@Test
	void areAllFoundFromTheFirst() throws IOException {
		String first = Files.readString(DOCUMENTS.resolve("README.md"));
		assertThat(documents()).hasSizeGreaterThan(5)
			.allSatisfy((name) -> assertThat(first).contains("](" + name + ")"));
	}

	private static List<String> documents() throws IOException {
		try (Stream<Path> files = Files.walk(DOCUMENTS)) {
			return files.map((file) -> DOCUMENTS.relativize(file).toString().replace('\\', '/'))
				.filter((name) -> name.matches(".*\\.(md|yaml)") && !name.equals("README.md"))
				.sorted()
				.toList();
		}
	}

}
