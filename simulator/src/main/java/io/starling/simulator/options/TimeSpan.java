package io.starling.simulator.options;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a time as people write it: {@code 1.5ms}, {@code 30s}, {@code 2min}.
 */
public final class TimeSpan implements ITypeConverter<Duration> {

	private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s?([a-z]+)");

	@Override
	public Duration convert(String text) {
		return parse(text);
	}

	static Duration parse(String text) {
		Matcher matcher = FORM.matcher(text.strip());
		long unit = matcher.matches() ? nanos(matcher.group(2)) : 0;
		if (unit == 0) {
			throw new TypeConversionException(
					"'" + text + "' is no time: write a number and ns, us, ms, s, min or h, as in 1.5ms");
		}
		return Duration.ofNanos(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue());
	}

	/** How many nanoseconds a unit has; 0 for one that is not known. */
	private static long nanos(String unit) {
		return switch (unit) {
			case "ns" -> 1;
			case "us" -> 1_000;
			case "ms" -> 1_000_000;
			case "s" -> 1_000_000_000;
			case "min" -> 60_000_000_000L;
			case "h" -> 3_600_000_000_000L;
			default -> 0;
		};
	}

}
