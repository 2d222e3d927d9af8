package io.starling.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ComparisonTest {

	private final List<Sample> samples = new ArrayList<>();

	@Test
	void aSampleComesBackFromItsLine() {
		Sample sample = new Sample(Product.JGROUPS, 50, Figure.CRASH, 1900.25, false);
		assertThat(Sample.parse(sample.toLine())).isEqualTo(sample);
		assertThat(sample.toLine().split(",", -1)).hasSameSizeAs(Sample.HEADER.split(",", -1));
	}

	@Test
	void anotherLineIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Sample.parse("1,2,3")).withMessageContaining("1,2,3");
	}

	@Test
	void ratiosAreAgainstStarling() {
		measured(Product.STARLING, 3, 5, 4);
		measured(Product.SCALECUBE, 400);
		assertThat(line()).contains("| 4.00 (3.00 to 5.00) |").contains("| 400, 100 times |");
	}

	@Test
	void whatWasNotReachedIsToldInsteadOfAMedian() {
		measured(Product.STARLING, 3);
		measured(Product.JGROUPS, 400);
		this.samples.add(new Sample(Product.JGROUPS, 10, Figure.CHANGE, 90_000, false));
		assertThat(line()).contains("| not within 90,000 ms, 1 of 2 |");
	}

	@Test
	void whatWasNotMeasuredIsTold() {
		measured(Product.STARLING, 3);
		this.samples.add(new Sample(Product.JGROUPS, 10, Figure.FORM, 300, false));
		assertThat(line()).contains("| not measured |");
	}

	@Test
	void everyProductTellsItsVersion() {
		assertThat(Product.values()).allSatisfy((product) -> assertThat(product.version()).matches("[0-9].*"));
	}

	private void measured(Product product, double... values) {
		for (double value : values) {
			this.samples.add(new Sample(product, 10, Figure.CHANGE, value, true));
		}
	}

	private String line() {
		return new ComparisonTable(new Results(this.samples)).text()
			.lines()
			.filter((line) -> line.contains(Figure.CHANGE.title()))
			.findFirst()
			.orElseThrow();
	}

}
