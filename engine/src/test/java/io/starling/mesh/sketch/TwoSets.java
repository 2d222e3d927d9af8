package io.starling.mesh.sketch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Two sets of random elements, of which one side decodes the other's. */
final class TwoSets {

	private static final Comparator<Element> ORDER = Comparator.comparingLong(Element::id)
		.thenComparingLong(Element::version);

	final long salt;

	final List<Element> here = new ArrayList<>();

	final List<Element> there = new ArrayList<>();

	private final SplittableRandom random;

	TwoSets(long seed) {
		this.random = new SplittableRandom(seed);
		this.salt = this.random.nextLong();
	}

	TwoSets both(int count) {
		random(count).forEach((element) -> {
			this.here.add(element);
			this.there.add(element);
		});
		return this;
	}

	TwoSets onlyHere(int count) {
		this.here.addAll(random(count));
		return this;
	}

	TwoSets onlyThere(int count) {
		this.there.addAll(random(count));
		return this;
	}

	/** Rows that both have, now the one side in a newer version, now the other. */
	TwoSets changed(int count) {
		for (Element element : random(count)) {
			Element newer = new Element(element.id(), element.version() + 1 + this.random.nextInt(3));
			boolean newerHere = this.random.nextBoolean();
			this.here.add(newerHere ? newer : element);
			this.there.add(newerHere ? element : newer);
		}
		return this;
	}

	private List<Element> random(int count) {
		return this.random.longs(count)
			.mapToObj((id) -> new Element(id, this.random.nextInt(1, 5000)))
			.collect(ArrayList::new, List::add, List::addAll);
	}

	Sketch sketch() {
		return new Sketch(this.salt, this.there);
	}

	SketchDecoder decoder() {
		return new SketchDecoder(this.salt, this.here);
	}

	/** Decodes until the difference is found, or the limit reached. */
	SketchDecoder decode(int limit) {
		Sketch sketch = sketch();
		SketchDecoder decoder = decoder();
		boolean more = true;
		while (more && decoder.received() < limit) {
			more = decoder.add(sketch.symbols(decoder.received(), decoder.received() + 1).get(0));
		}
		return decoder;
	}

	static NavigableSet<Element> difference(Iterable<Element> of, Iterable<Element> less) {
		NavigableSet<Element> difference = set(of);
		less.forEach(difference::remove);
		return difference;
	}

	static NavigableSet<Element> set(Iterable<Element> elements) {
		NavigableSet<Element> set = new TreeSet<>(ORDER);
		elements.forEach(set::add);
		return set;
	}

}
