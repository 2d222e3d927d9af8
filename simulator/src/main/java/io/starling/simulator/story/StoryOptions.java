package io.starling.simulator.story;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.starling.simulator.chart.Drawing;
import io.starling.simulator.options.Span;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What people write to follow a row or a member through a run. */
public final class StoryOptions {

	@Option(names = "--row", paramLabel = "HOST/TABLE/KEY", converter = RowConverter.class,
			description = "Tell who heard what of a row from whom, and when; without /KEY the key is empty.")
	private @Nullable Story row;

	@Option(names = "--member", paramLabel = "HOST", converter = MemberConverter.class,
			description = "Tell who said what of a host's members, and who believed it.")
	private @Nullable Story member;

	@Option(names = "--between", paramLabel = "SPAN", converter = Span.Converter.class,
			description = "Tell only of a part of the time, as in 12s..14.5s.")
	private Span span = Span.ALL;

	@Option(names = "--picture", paramLabel = "FILE",
			description = "Draw the story, too: a file that ends in .svg or .png.")
	private @Nullable Path picture;

	/**
	 * Returns what is to be told of.
	 * @return the story that was asked for, still empty
	 */
	public Optional<Story> story() {
		return Optional.ofNullable((this.row != null) ? this.row : this.member);
	}

	/**
	 * Says what is wrong with these options together.
	 * @return the error; empty if nothing is
	 */
	public Optional<String> error() {
		if (this.row != null && this.member != null) {
			return Optional.of("Follow one --row or one --member, not both");
		}
		if (this.picture != null && story().isEmpty()) {
			return Optional.of("--picture draws a story: say which --row or --member to follow");
		}
		if (this.picture != null && !isSvg(this.picture) && !ends(this.picture, ".png")) {
			return Optional.of("--picture must end in .svg or .png, not " + this.picture);
		}
		return Optional.empty();
	}

	private static boolean isSvg(Path file) {
		return ends(file, ".svg");
	}

	private static boolean ends(Path file, String end) {
		return file.toString().toLowerCase(Locale.ROOT).endsWith(end);
	}

	/**
	 * Tells the story after the run.
	 * @param out where to
	 * @throws IOException if the picture cannot be written
	 */
	public void tell(PrintWriter out) throws IOException {
		Story story = story().orElse(null);
		if (story == null) {
			return;
		}
		new StoryText(story, this.span).lines().forEach(out::println);
		if (this.picture != null) {
			Drawing drawing = new StoryPicture(story, this.span).drawing();
			if (isSvg(this.picture)) {
				drawing.writeSvg(this.picture);
			}
			else {
				drawing.writePng(this.picture);
			}
			out.println("Drawn to " + this.picture);
		}
	}

	/** Reads {@code a/services} or {@code a/prices/book}. */
	static final class RowConverter implements ITypeConverter<Story> {

		private static final Pattern FORM = Pattern.compile("([a-z]+)/([^/]+)(?:/(.*))?");

		@Override
		public Story convert(String text) {
			Matcher matcher = FORM.matcher(text);
			if (!matcher.matches()) {
				throw new TypeConversionException(
						"'" + text + "' is no row: write the owner's host, the table and the key, as in a/services");
			}
			String key = matcher.group(3);
			return new RowStory(matcher.group(1), matcher.group(2), (key != null) ? key : "");
		}

	}

	/** Reads the name of a host. */
	static final class MemberConverter implements ITypeConverter<Story> {

		@Override
		public Story convert(String text) {
			if (!text.matches("[a-z]+")) {
				throw new TypeConversionException("'" + text + "' is no host: they are called a, b, c ... z, aa ...");
			}
			return new MemberStory(text);
		}

	}

}
