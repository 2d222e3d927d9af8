package io.starling.simulator.theory;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import io.starling.simulator.command.SimulateCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class TheoryCommandTest {

	private final StringWriter text = new StringWriter();

	private int run(String... arguments) {
		PrintWriter writer = new PrintWriter(this.text);
		return new CommandLine(new SimulateCommand()).setOut(writer).setErr(writer).execute(arguments);
	}

	@Test
	void thePageHasNoGapsAndAllItsPictures(@TempDir Path directory) throws Exception {
		assertThat(run("theory", "--members", "1000", "--runs", "2", "--out", directory.toString())).isZero();
		String page = Files.readString(directory.resolve("theory.md"));
		assertThat(page).doesNotContain("{{", "NaN").contains("| 1,000 |", "among **");
		page.lines().filter((line) -> line.startsWith("![")).forEach((line) -> {
			String picture = line.substring(line.indexOf('(') + 1, line.indexOf(')'));
			assertThat(directory.resolve(picture)).content().contains("<svg");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "--members=10", "--runs=0" })
	void whatCannotBeMeantIsRefusedWithWhatToDo(String argument) {
		assertThat(run("theory", argument)).isEqualTo(2);
		assertThat(this.text.toString()).contains("--members must be at least 1000, and --runs at least 1");
	}

}
