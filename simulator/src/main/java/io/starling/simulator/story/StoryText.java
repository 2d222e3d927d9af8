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
		return this.story.entries()
			.stream()
			.filter((entry) -> this.span.contains(entry.at()))
			.map((entry) -> String.format(Locale.ROOT, "%12.6f  %-4s %s%s", entry.at().toNanos() / 1e9, entry.host(),
					entry.words(), (entry.from() != null) ? ", from " + entry.from() : ""))
			.toList();
	}

}
