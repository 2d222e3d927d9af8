package io.starling.simulator.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A text with gaps like {@code {{table}}}.
 *
 * @param text the text, with the gaps that are left
 */
public record Template(String text) {

	/**
	 * Reads a text.
	 * @param beside the class that it lies beside on the class path
	 * @param name the name of the file
	 * @return the text
	 * @throws IOException if it cannot be read
	 * @throws IllegalStateException if there is none
	 */
	public static Template read(Class<?> beside, String name) throws IOException {
		try (InputStream in = beside.getResourceAsStream(name)) {
			if (in == null) {
				throw new IllegalStateException("The text " + name + " is not on the class path");
			}
			return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

	/**
	 * Fills a gap wherever it stands.
	 * @param gap its name
	 * @param content what stands there instead
	 * @return the text without the gap
	 * @throws IllegalStateException if there is no such gap
	 */
	public Template fill(String gap, Object content) {
		String mark = "{{" + gap + "}}";
		if (!this.text.contains(mark)) {
			throw new IllegalStateException("The text has no room for " + mark);
		}
		return new Template(this.text.replace(mark, content.toString()));
	}

}
