package io.starling.simulator.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How often something happens.
 *
 * @param perSecond the mean number of times a second, 0 for never
 */
public record Rate(double perSecond) {

	/** Reads {@code 2/s}, {@code 30/min} or {@code 5/h}; {@code 0} for never. */
	public static final class Converter implements ITypeConverter<Rate> {

		private static final Pattern FORM = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(?:/(s|min|h))?");

		@Override
		public Rate convert(String text) {
			Matcher matcher = FORM.matcher(text.strip());
			if (!matcher.matches()) {
				throw refused(text);
			}
			double count = Double.parseDouble(matcher.group(1));
			String unit = matcher.group(2);
			if (unit == null && count > 0) {
				throw refused(text);
			}
			return new Rate(count / ("h".equals(unit) ? 3600 : "min".equals(unit) ? 60 : 1));
		}

		private static TypeConversionException refused(String text) {
			return new TypeConversionException(
					"'" + text + "' is no rate: write how often and /s, /min or /h, as in 2/s");
		}

	}

}
