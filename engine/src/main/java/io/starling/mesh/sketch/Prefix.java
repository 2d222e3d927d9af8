package io.starling.mesh.sketch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first symbols of a set, made as they are needed. Symbols are sums, so elements may
 * be put in with either sign, before and after symbols were made, and whole symbols may
 * be added: sets are united and taken from each other that way (the linearity of section
 * 4 of the paper). Not thread-safe.
 */
final class Prefix {

	private static final int FIRST_LENGTH = 32;

	private final List<Participant> participants = new ArrayList<>();

	private final SaltedHash hash;

	private long[] ids = {};

	private long[] versions = {};

	private long[] checksums = {};

	private int[] counts = {};

	Prefix(SaltedHash hash) {
		this.hash = hash;
	}

	/** Puts an element into all symbols, made and to be made. */
	void put(Element element, int sign) {
		Participant participant = new Participant(element, this.hash.of(element), sign);
		takePart(participant);
		this.participants.add(participant);
	}

	/**
	 * Makes at least so many symbols: mostly more, as each time costs a look at every
	 * element.
	 */
	void reach(int length) {
		if (length > this.counts.length) {
			int grown = Math.min(Math.max(length, Math.max(FIRST_LENGTH, 2 * this.counts.length)), Mapping.END);
			this.ids = Arrays.copyOf(this.ids, grown);
			this.versions = Arrays.copyOf(this.versions, grown);
			this.checksums = Arrays.copyOf(this.checksums, grown);
			this.counts = Arrays.copyOf(this.counts, grown);
			this.participants.forEach(this::takePart);
		}
	}

	/** The checksums of all elements so far, in ascending order. */
	long[] checksums() {
		return this.participants.stream().mapToLong((participant) -> participant.checksum).sorted().toArray();
	}

	private void takePart(Participant participant) {
		for (Mapping mapping = participant.mapping; mapping.index() < this.counts.length; mapping.advance()) {
			int index = mapping.index();
			this.ids[index] ^= participant.element.id();
			this.versions[index] ^= participant.element.version();
			this.checksums[index] ^= participant.checksum;
			this.counts[index] += participant.sign;
		}
	}

	/** Adds a symbol of another set to the one of the same index, which is made. */
	void add(int index, CodedSymbol symbol) {
		this.ids[index] ^= symbol.id();
		this.versions[index] ^= symbol.version();
		this.checksums[index] ^= symbol.checksum();
		this.counts[index] += symbol.count();
	}

	CodedSymbol symbol(int index) {
		return new CodedSymbol(this.ids[index], this.versions[index], this.checksums[index], this.counts[index]);
	}

	int count(int index) {
		return this.counts[index];
	}

	/** Whether nothing takes part in a symbol, or all that does cancels. */
	boolean isZero(int index) {
		return this.counts[index] == 0 && this.checksums[index] == 0 && this.ids[index] == 0
				&& this.versions[index] == 0;
	}

	/** An element, and how far it has taken part. */
	private static final class Participant {

		private final Element element;

		private final long checksum;

		private final int sign;

		private final Mapping mapping;

		Participant(Element element, long checksum, int sign) {
			this.element = element;
			this.checksum = checksum;
			this.sign = sign;
			this.mapping = new Mapping(checksum);
		}

	}

}
