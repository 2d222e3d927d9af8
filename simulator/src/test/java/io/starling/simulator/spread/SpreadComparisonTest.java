package io.starling.simulator.spread;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadComparisonTest {

	@Test
	void oneCommandPrintsTheTables() {
		StringWriter out = new StringWriter();
		int code = new CommandLine(new SpreadComparison()).setOut(new PrintWriter(out))
			.execute("--members", "10", "--runs", "1", "--tables", "sizes,ways,trees,storms");
		assertThat(code).isZero();
		assertThat(out.toString())
			.contains("a row of 150 B", "ways of spreading", "in their phases", "all observers of a tenth")
			.contains("| flood, 4 rings | 150 B | 0.0 % | 100.0 % | 100.000 % |");
	}

	@Test
	void framesHaveTheSizesThatTheCodecGivesThem() {
		FrameSizes sizes = new FrameSizes(150);
		assertThat(sizes.encoded(new Frame(Frame.Kind.ROWS, List.of(1)))).isBetween(190, 210);
		assertThat(sizes.encoded(new Frame(Frame.Kind.HAVE, List.of(1)))).isBetween(48, 60);
		assertThat(sizes.encoded(Frame.PRUNE)).isEqualTo(5);
		assertThat(FrameSizes.overTcp(200)).isEqualTo(200 + 52 + 52);
		assertThat(FrameSizes.overTcp(4146)).isEqualTo(4146 + 3 * 52 + 52);
	}

}
