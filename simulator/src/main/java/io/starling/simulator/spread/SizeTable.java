package io.starling.simulator.spread;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;

/** The table of frame sizes. */
final class SizeTable {

	private SizeTable() {
	}

	static void print(PrintWriter out) {
		out.printf("%n### Bytes of a frame: as encoded, and with TCP/IP headers and one acknowledgement%n%n");
		out.println("| frame | encoded | in all |");
		out.println("|---|---|---|");
		for (int state : List.of(SpreadComparison.SMALL, SpreadComparison.BIG)) {
			print(out, "a row of " + state + " B", new FrameSizes(state), new Frame(Frame.Kind.ROWS, List.of(0)));
		}
		FrameSizes sizes = new FrameSizes(0);
		print(out, "I have 1 row", sizes, new Frame(Frame.Kind.HAVE, List.of(0)));
		print(out, "I have 10 rows of an owner", sizes, new Frame(Frame.Kind.HAVE, Collections.nCopies(10, 0)));
		print(out, "want 1 row", sizes, new Frame(Frame.Kind.WANT, List.of(0)));
		print(out, "prune", sizes, Frame.PRUNE);
		print(out, "a suspicion", FrameSizes.ofSuspicion());
		print(out, "a death", FrameSizes.ofDeath());
		print(out, "a member record", FrameSizes.ofMember());
		out.flush();
	}

	private static void print(PrintWriter out, String name, FrameSizes sizes, Frame frame) {
		print(out, name, sizes.encoded(frame));
	}

	private static void print(PrintWriter out, String name, int encoded) {
		out.printf("| %s | %d | %d |%n", name, encoded, FrameSizes.overTcp(encoded));
	}

}
