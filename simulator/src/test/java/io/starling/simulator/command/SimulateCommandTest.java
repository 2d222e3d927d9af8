package io.starling.simulator.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class SimulateCommandTest {

	private final StringWriter out = new StringWriter();

	@Test
	void aSeedIsToldAndPlayed() {
		assertThat(run("7")).isZero();
		assertThat(this.out.toString()).contains("start a", "converged", "nothing broke", "trace ");
	}

	@Test
	void theTraceTellsEverything() {
		assertThat(run("7", "--trace", "--members", "3", "--seconds", "10")).isZero();
		assertThat(this.out.toString()).contains("3 members", "Hello", "sees", "ticks");
	}

	@Test
	void aRangeIsSummedUp() {
		assertThat(run("--from", "3", "--to", "6")).isZero();
		assertThat(this.out.toString()).contains("4 runs, 0 failed");
	}

	@Test
	void withoutASeedItSaysWhatIsMissing() {
		assertThat(run()).isEqualTo(2);
		assertThat(this.out.toString()).contains("Say which SEED to play");
	}

	@Test
	void aMemberIsFollowedThroughARun(@TempDir Path directory) {
		Path picture = directory.resolve("story.svg");
		assertThat(run("7", "--member", "a", "--picture", picture.toString())).isZero();
		assertThat(this.out.toString()).contains("starts as", "for ALIVE", "nothing broke");
		assertThat(picture).content().contains("<svg", "members on host a");
	}

	@Test
	void aRowIsFollowedThroughARun() {
		assertThat(run("7", "--row", "a/services")).isZero();
		assertThat(this.out.toString()).contains("writes version", "lists version", ", from ");
	}

	@Test
	void whoeverWasNeverThereHasNoStory() {
		assertThat(run("7", "--member", "zzz")).isZero();
		assertThat(this.out.toString())
			.contains("Nothing happened to the members on host zzz; members ran on hosts [a");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "7 --row services | and the key, as in a/services",
			"7 --member 3 | is no host: they are called a, b, c", "7 --row a/b --member c | not both",
			"7 --picture x.svg | say which --row or --member to follow",
			"7 --member a --picture x.gif | --picture must end in .svg or .png",
			"7 --member a --between 5s | is no span: write two times",
			"--seeds 3 --member a | A story is about one SEED",
			"--from 9 --to 3 | nothing to play from seed 9 to seed 3", "7 --members 1 | --members must be 2 or more" })
	void whatCannotBeMeantIsRefusedWithWhatToDo(String arguments, String message) {
		assertThat(run(arguments.split(" "))).isEqualTo(2);
		assertThat(this.out.toString()).contains(message);
	}

	private int run(String... arguments) {
		PrintWriter writer = new PrintWriter(this.out);
		return new CommandLine(new SimulateCommand()).setOut(writer).setErr(writer).execute(arguments);
	}

}
