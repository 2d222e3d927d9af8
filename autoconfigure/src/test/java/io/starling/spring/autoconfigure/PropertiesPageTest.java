package io.starling.spring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/properties.md says of each property what the metadata says, which come from the
 * Javadoc of {@link StarlingProperties}.
 */
class PropertiesPageTest {

	private static final String WRITE = "starling.write-properties-page";

	private static final Path PAGE = Path.of("..", "docs", "properties.md");

	private static final Path README = Path.of("..", "README.md");

	private static final String INTRODUCTION = """
			# Properties

			All properties that Starling has. The tables are made from the metadata that editors read, which come from the Javadoc of
			`StarlingProperties`; a test holds them in step. They can be set in every way that Spring Boot knows: as environment variables without dashes,
			for example `STARLING_BINDADDRESS`; lists with commas, or item by item, as in `STARLING_SEEDS_0`. What has no default is unset or empty.
			""";

	private static final String OTHERS = """
			## Of the parts that Spring Boot manages

			Spring Cloud's own switches (`spring.cloud.discovery.*`, `spring.cloud.service-registry.*`, `spring.cloud.inetutils.*`) work as you know them.
			""";

	@Test
	void hasEachPropertyAsTheMetadataHasIt() throws IOException {
		String page = page(PropertyMetadata.ours());
		if (System.getProperty(WRITE) != null) {
			Files.writeString(PAGE, page);
			// Skipped, so that nobody takes this for a test that passed: CI counts it as
			// a failure.
			Assumptions.abort(PAGE + " is written; test again without -D" + WRITE);
		}
		assertThat(PAGE).as("To write it anew, run this test with -D%s, and look at what changed", WRITE)
			.content()
			.isEqualTo(page);
	}

	@Test
	void saysOfEachPropertyWhatItDoes() throws IOException {
		assertThat(PropertyMetadata.ours()).hasSizeGreaterThan(30)
			.allSatisfy((property) -> assertThat(property.description()).as(property.name()).endsWith("."));
	}

	@Test
	void theReadmeSaysTheSameOfThoseThatItHas() throws IOException {
		List<String> lines = Files.readAllLines(README)
			.stream()
			.filter((line) -> line.startsWith("| `starling."))
			.toList();
		assertThat(lines).hasSizeBetween(5, 20);
		assertThat(Files.readAllLines(PAGE)).containsAll(lines);
	}

	private static String page(List<PropertyMetadata> properties) {
		List<String> lines = new ArrayList<>();
		lines.addAll(INTRODUCTION.lines().toList());
		lines.addAll(table(properties.stream().filter(PropertyMetadata::isStarlings)));
		lines.add("");
		lines.addAll(OTHERS.lines().toList());
		lines.addAll(table(properties.stream().filter((property) -> !property.isStarlings())));
		return String.join("\n", lines) + "\n";
	}

	private static List<String> table(Stream<PropertyMetadata> properties) {
		List<String> lines = new ArrayList<>(
				List.of("", "| property | default | what it does, and what it trades |", "|---|---|---|"));
		properties.sorted(Comparator.comparing(PropertyMetadata::name)).map(PropertyMetadata::line).forEach(lines::add);
		return lines;
	}

}
