package io.starling.simulator.options;

import java.time.Duration;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A part of a simulation's time.
 *
 * @param from where it begins
 * @param to where it ends, which is a part of it
 */
public record Span(Duration from, Duration to) {

	/** All of the time. */
	public static final Span ALL = new Span(Duration.ZERO, Duration.ofDays(10_000));

	/**
	 * Tells whether a moment is a part of it.
	 * @param moment the time since the simulation's start
	 * @return true if it is
	 */
	public boolean contains(Duration moment) {
		return moment.compareTo(this.from) >= 0 && moment.compareTo(this.to) <= 0;
	}

	/** Reads {@code 12s..14.5s}. */
	public static final class Converter implements ITypeConverter<Span> {

		@Override
		public Span convert(String text) {
			String[] ends = text.split("\\.\\.", -1);
			if (ends.length != 2) {
				throw new TypeConversionException("'" + text + "' is no span: write two times, as in 12s..14.5s");
			}
			Span span = new Span(TimeSpan.parse(ends[0]), TimeSpan.parse(ends[1]));
			if (span.from.compareTo(span.to) >= 0) {
				throw new TypeConversionException("'" + text + "': the earlier time comes first, as in 12s..14.5s");
			}
			return span;
		}

	}

}
