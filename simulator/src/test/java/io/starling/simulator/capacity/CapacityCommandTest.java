package io.starling.simulator.capacity;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import io.starling.simulator.command.SimulateCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CapacityCommandTest {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	private int run(String arguments) {
		return new CommandLine(new SimulateCommand()).setOut(new PrintWriter(this.out))
			.setErr(new PrintWriter(this.err))
			.execute(("capacity " + arguments).split(" "));
	}

	@Test
	void aTableHasAColumnForEachSize() {
		assertThat(run("--members 4,5 --changes 2 --events 1 --rest 1s --partition 0s")).isZero();
		assertThat(this.out.toString()).contains("4 members", "5 members", "a change is at all, ms",
				"a silent death is gone at all, ms");
	}

	@Test
	void jsonAndCsvSayTheSame(@TempDir Path directory) throws Exception {
		assertThat(run("--members 5 --changes 2 --events 1 --rest 1s --partition 2s --output json --out " + directory))
			.isZero();
		JsonNode lines = JsonMapper.shared().readTree(this.out.toString());
		assertThat(lines).hasSize(Figure.values().length);
		assertThat(lines.get(0).get("figure").asString()).isEqualTo("formed");
		assertThat(Files.readAllLines(directory.resolve("figures.csv"))).hasSize(1 + lines.size())
			.first()
			.asString()
			.startsWith("members,figure,title,unit,count,median,min,max");
		assertThat(directory.resolve("changes.svg")).content().contains("<svg");
		assertThat(directory.resolve("deaths.png")).isNotEmptyFile();
		assertThat(directory.resolve("report.html")).content()
			.contains("<svg", "a goodbye is known by all", "--members 5")
			.doesNotContain("{{", "src=", "href=");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "--members 1 | --members must be 2 to 20000", "--members ten | is not an int",
			"--loss 1 | --loss must be at least 0 and below 1", "--latency 20ms..1ms | the shorter time comes first",
			"--latency fast | is no time: write a number", "--churn 2 | is no rate: write how often and /s, /min or /h",
			"--bytes 0 | --bytes must be 1 to 16000", "--output xml | expected one of [table, json, csv]",
			"--rest 0s | --rest must be longer than zero", "--membres 10 | Unknown option" })
	void whatCannotBeMeantIsRefusedWithWhatToDo(String arguments, String message) {
		assertThat(run(arguments)).isEqualTo(2);
		assertThat(this.err.toString()).contains(message);
		assertThat(this.out.toString()).isEmpty();
	}

}
