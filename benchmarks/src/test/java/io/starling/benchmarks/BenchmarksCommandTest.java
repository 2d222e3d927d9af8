package io.starling.benchmarks;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class BenchmarksCommandTest {

	private final StringWriter errors = new StringWriter();

	private final CommandLine commands = BenchmarksCommand.commandLine().setErr(new PrintWriter(this.errors));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			""                     | Say what to measure
			nonsense                 | nonsense
			compare 2                | SIZE must be 5 to 500, not 2
			compare --rounds=-1      | --rounds must be 0 to 100000, not -1
			compare --products=eureka| 'eureka'
			mesh --here 1            | SIZE must be 2 to 2000, not 1
			scale --here --killed=51 | --killed must be 1 to 50, not 51
			newcomer --here --rows=x | 'x' is not an int
			heap --here --rows=5000  | --rows must be 1 to 1000, not 5000
			burst --here --members=1 | --members must be 2 to 1000, not 1
			soak --here --staying=20 | --staying must be at least 1
			""")
	void aWrongCommandLineIsRefusedInWords(String line, String message) {
		assertThat(this.commands.execute(line.isEmpty() ? new String[0] : line.strip().split(" ", -1))).isEqualTo(2);
		assertThat(this.errors.toString()).contains(message);
	}

	@ParameterizedTest
	@CsvSource({ "compare", "mesh", "scale", "newcomer", "heap", "burst", "hosts", "soak", "jmh" })
	void everyCommandExplainsItself(String name) {
		StringWriter help = new StringWriter();
		this.commands.setOut(new PrintWriter(help));
		assertThat(this.commands.execute(name, "--help")).isZero();
		assertThat(help.toString()).startsWith("Usage: benchmarks " + name);
	}

}
