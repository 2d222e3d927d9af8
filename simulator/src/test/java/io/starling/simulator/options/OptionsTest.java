package io.starling.simulator.options;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class OptionsTest {

	@ParameterizedTest
	@CsvSource({ "1ms,1000000", "0.2ms,200000", "1.5us,1500", "7ns,7", "30s,30000000000", "2min,120000000000",
			"1h,3600000000000" })
	void timesAreReadAsPeopleWriteThem(String text, long nanos) {
		assertThat(TimeSpan.parse(text)).isEqualTo(Duration.ofNanos(nanos));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "5", "ms", "-1ms", "1 fortnight", "1e3ms", "99999999999s" })
	void whatIsNoTimeIsRefused(String text) {
		assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> TimeSpan.parse(text))
			.withMessageContaining("as in 1.5ms");
	}

	@Test
	void latencyIsARangeOrOneTime() {
		Latency.Converter converter = new Latency.Converter();
		assertThat(converter.convert("1ms..20ms")).isEqualTo(new Latency(Duration.ofMillis(1), Duration.ofMillis(20)));
		assertThat(converter.convert("5ms")).isEqualTo(new Latency(Duration.ofMillis(5), Duration.ofMillis(5)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0ms..1ms", "2ms..1ms", "1ms..2ms..3ms", "1ms-2ms", ".." })
	void whatIsNoRangeIsRefused(String text) {
		assertThatExceptionOfType(TypeConversionException.class)
			.isThrownBy(() -> new Latency.Converter().convert(text));
	}

	@ParameterizedTest
	@CsvSource({ "2/s,2", "30/min,0.5", "36/h,0.01", "0,0" })
	void ratesAreReadAsPeopleWriteThem(String text, double perSecond) {
		assertThat(new Rate.Converter().convert(text).perSecond()).isCloseTo(perSecond, within(1e-12));
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "often", "-1/s", "2/day" })
	void whatIsNoRateIsRefused(String text) {
		assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> new Rate.Converter().convert(text))
			.withMessageContaining("as in 2/s");
	}

	@Test
	void aSpanHasTwoEnds() {
		Span span = new Span.Converter().convert("12s..14.5s");
		assertThat(span.contains(Duration.ofSeconds(12))).isTrue();
		assertThat(span.contains(Duration.ofMillis(14_501))).isFalse();
		for (String text : new String[] { "12s", "14s..12s", "1s..2s..3s" }) {
			assertThatExceptionOfType(TypeConversionException.class)
				.isThrownBy(() -> new Span.Converter().convert(text))
				.withMessageContaining("as in 12s..14.5s");
		}
	}

}
