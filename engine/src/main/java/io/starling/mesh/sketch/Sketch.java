package io.starling.mesh.sketch;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The sequence of coded symbols of a set, as it was when the sketch was made. Any two
 * sketches of the same set and salt are the same, whatever the order of the elements, so
 * symbols may be asked for in any ranges and more than once. Not thread-safe.
 */
public final class Sketch {

	/** A sketch ends after so many symbols, which is enough for 700,000 differences. */
	public static final int MAX_LENGTH = Mapping.END;

	private final Prefix prefix;

	/**
	 * Takes in a set.
	 * @param salt the salt of the exchange
	 * @param elements the set: none of them twice
	 */
	public Sketch(long salt, Iterable<Element> elements) {
		this.prefix = new Prefix(new SaltedHash(salt));
		elements.forEach((element) -> this.prefix.put(element, 1));
	}

	/**
	 * Returns some symbols. They are made when first asked for, in time proportional to
	 * the number of elements.
	 * @param from the index of the first
	 * @param to the index after the last, at most {@link #MAX_LENGTH}
	 * @return the symbols, in order
	 * @throws IndexOutOfBoundsException if this is no range, or out of the sketch
	 */
	public List<CodedSymbol> symbols(int from, int to) {
		Objects.checkFromToIndex(from, to, MAX_LENGTH);
		this.prefix.reach(to);
		return IntStream.range(from, to).mapToObj(this.prefix::symbol).toList();
	}

}
