package io.starling.mesh.sketch;

/**
 * In which symbols an element takes part: in symbol 0, and in symbol i with probability
 * 1&nbsp;/&nbsp;(1&nbsp;+&nbsp;i/2), the rule of section 4 of the paper with its
 * &alpha;&nbsp;=&nbsp;0.5. Instead of tossing a coin for each symbol, the gap to the next
 * one is drawn, so that the first m symbols cost an element about 2&nbsp;ln&nbsp;m steps.
 * <p>
 * The gap. After symbol i, symbols i+1 to n are all passed over with probability
 * &prod;&nbsp;(1&nbsp;&minus;&nbsp;1/(1&nbsp;+&nbsp;j/2)) =
 * &prod;&nbsp;j/(j&nbsp;+&nbsp;2) over j from i+1 to n, of which all but the ends cancel:
 * (i+1)(i+2)&nbsp;/&nbsp;((n+1)(n+2)). By inversion, with u uniform in (0,&nbsp;1], the
 * next symbol is the smallest n&nbsp;&gt;&nbsp;i with
 * (n+1)(n+2)&nbsp;&ge;&nbsp;(i+1)(i+2)/u. As
 * (n+1)(n+2)&nbsp;=&nbsp;(n&nbsp;+&nbsp;3/2)&sup2;&nbsp;&minus;&nbsp;1/4, that is n =
 * &lceil;&radic;((i+1)(i+2)/u&nbsp;+&nbsp;1/4)&nbsp;&minus;&nbsp;3/2&rceil;. The paper
 * has the same without the quarters, as an approximation.
 * <p>
 * Both sides must draw the same gaps. The formula is computed in IEEE 754 doubles, whose
 * division and square root are correctly rounded everywhere (in Java since 17 without
 * exception, JEP 306); u is the top 53 bits of the outputs of a SplitMix64 generator
 * (Steele, Lea and Flood, OOPSLA 2014), seeded with the element's salted checksum.
 */
final class Mapping {

	/** Farther than this no symbol is ever made: an index here means none. */
	static final int END = 1 << 20;

	private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

	private static final double UNIT = 0x1p-53;

	private long state;

	private int index;

	Mapping(long checksum) {
		this.state = checksum;
	}

	/** The symbol that the element takes part in: at first 0. */
	int index() {
		return this.index;
	}

	/** Goes on to the next symbol, or to the end. */
	void advance() {
		this.state += GOLDEN_GAMMA;
		this.index = next(this.index, ((mix(this.state) >>> 11) + 1) * UNIT);
	}

	/** The symbol after the one given. The product is exact: it is far below 2^53. */
	static int next(int index, double u) {
		double passed = (index + 1.0) * (index + 2.0);
		double least = Math.sqrt(passed / u + 0.25) - 1.5;
		if (least >= END) {
			return END;
		}
		// The ceiling, in a way that costs less than Math.ceil.
		int floor = (int) least;
		return Math.max((floor < least) ? floor + 1 : floor, index + 1);
	}

	private static long mix(long value) {
		long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

}
