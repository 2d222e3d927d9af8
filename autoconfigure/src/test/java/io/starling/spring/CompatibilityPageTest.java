package io.starling.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tests that docs/compatibility.md names exist, and each promise names one or says
 * that there is none.
 */
class CompatibilityPageTest {

	private static final Path REPOSITORY = Path.of("..");

	private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

	@Test
	void namesTestsThatExist() throws IOException {
		Map<String, String> tests = tests();
		assertThat(NAMED.matcher(page()).results().toList()).hasSizeGreaterThan(100)
			.allSatisfy((named) -> assertThat(tests.getOrDefault(named.group(1), "")).as(named.group())
				.containsPattern(test(named)));
	}

	@Test
	void namesATestForEachPromiseOrSaysThatThereIsNone() throws IOException {
		List<String> promises = page().lines()
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| behaviour") && !line.startsWith("| trouble"))
			.toList();
		assertThat(promises).hasSizeGreaterThan(50)
			.allMatch((promise) -> NAMED.matcher(promise).find() || promise.contains("| no test"));
	}

	// Annotations stand between the mark of a test and its name.
	private static Pattern test(MatchResult named) {
		return Pattern.compile(
				"@(Test|ParameterizedTest|RepeatedTest)\\b((?!\\bvoid\\b)[\\s\\S])*void " + named.group(2) + "\\(");
	}

	private static String page() throws IOException {
		return Files.readString(REPOSITORY.resolve("docs").resolve("compatibility.md"));
	}

	/** The sources by class; those of one name are taken together. */
	private static Map<String, String> tests() throws IOException {
		try (Stream<Path> modules = Files.list(REPOSITORY)) {
			return modules.map((module) -> module.resolve("src").resolve("test").resolve("java"))
				.filter(Files::isDirectory)
				.flatMap((directory) -> sources(directory).stream())
				.collect(Collectors.toMap((file) -> file.getFileName().toString().replace(".java", ""),
						CompatibilityPageTest::read, String::concat));
		}
	}

	private static List<Path> sources(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
