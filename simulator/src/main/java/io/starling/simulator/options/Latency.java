package io.starling.simulator.options;

import java.time.Duration;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long messages are on their way.
 *
 * @param min the shortest time, longer than zero
 * @param max the longest, not shorter
 */
public record Latency(Duration min, Duration max) {

	/** Reads {@code 1ms..20ms}, or {@code 5ms} where all take as long. */
	public static final class Converter implements ITypeConverter<Latency> {

		@Override
		public Latency convert(String text) {
			String[] ends = text.split("\\.\\.", -1);
			if (ends.length > 2) {
				throw new TypeConversionException("'" + text + "' is no range: write two times, as in 1ms..20ms");
			}
			Duration min = TimeSpan.parse(ends[0]);
			Duration max = TimeSpan.parse(ends[ends.length - 1]);
			if (min.isZero() || min.compareTo(max) > 0) {
				throw new TypeConversionException(
						"'" + text + "': the shorter time comes first, and is longer than zero, as in 1ms..20ms");
			}
			return new Latency(min, max);
		}

	}

}
