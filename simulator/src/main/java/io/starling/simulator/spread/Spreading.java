package io.starling.simulator.spread;

import java.util.List;

/** One way of spreading rows: what all members do, each knowing only what it was told. */
interface Spreading {

	/**
	 * An owner writes rows in one input.
	 * @param owner the owner
	 * @param rows the rows, each new
	 */
	void write(int owner, List<Integer> rows);

	/**
	 * A member takes a frame in.
	 * @param from the sender
	 * @param to the member
	 * @param frame the frame
	 */
	void receive(int from, int to, Frame frame);

	/** Makes a spreading of one kind for a mesh. */
	interface Kind {

		/**
		 * Makes a spreading.
		 * @param overlay who stands next to whom
		 * @param courier carries the frames
		 * @param reach notes who knows what
		 * @return what all members do
		 */
		Spreading on(Overlay overlay, Courier courier, Reach reach);

	}

}
