package io.starling.simulator.story;

import java.util.List;
import java.util.Locale;

import io.starling.simulator.options.Span;

/** A story as lines of text. */
public final class StoryText {

	private final Story story;

	private final Span span;

	/**
	 * Prepares the lines.
	 * @param story what happened
	 * @param span the time to tell of
	 */
	public StoryText(Story story, Span span) {
		this.story = story;
		this.span = span;
	}

	/**
	 * Returns the lines.
	 * @return a head, and a line for each entry; or what there would have been to tell
	 */
	public List<String> lines() {
		if (this.story.entries().isEmpty()) {
			return List.of("Nothing happened to the " + this.story.subject() + "; " + this.story.others());
		}
		List<String> lines = this.story.entries()
			.stream()
			.filter((entry) -> this.span.contains(entry.at()))
			.map((entry) -> String.format(Locale.ROOT, "%12.6f  %-4s %s%s", seconds(entry), entry.host(), entry.words(),
					(entry.from() != null) ? ", from " + entry.from() : ""))
			.toList();
		return !lines.isEmpty() ? lines
				: List.of(String.format(Locale.ROOT,
						"Nothing happened to the %s in that time; it did from %.6f to %.6f s", this.story.subject(),
						seconds(this.story.entries().get(0)),
						seconds(this.story.entries().get(this.story.entries().size() - 1))));
	}

	private static double seconds(Entry entry) {
		return entry.at().toNanos() / 1e9;
	}

}
