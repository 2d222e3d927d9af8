package io.starling.simulator.spread;

import java.util.List;

/**
 * Flooding: what is news goes over all links but the one it came by; what is known ends
 * there. This is what the protocol does, on all rings.
 */
final class Flood implements Spreading {

	private final Overlay overlay;

	private final Courier courier;

	private final Reach reach;

	/**
	 * Creates a flood.
	 * @param overlay the links to use
	 * @param courier carries the frames
	 * @param reach notes who knows what
	 */
	Flood(Overlay overlay, Courier courier, Reach reach) {
		this.overlay = overlay;
		this.courier = courier;
		this.reach = reach;
	}

	static Kind onRings(int rings) {
		return (overlay, courier, reach) -> new Flood(overlay.onRings(rings), courier, reach);
	}

	@Override
	public void write(int owner, List<Integer> rows) {
		pass(owner, owner, rows);
	}

	@Override
	public void receive(int from, int to, Frame frame) {
		List<Integer> news = frame.rows().stream().filter((row) -> !this.reach.knows(to, row)).toList();
		news.forEach((row) -> this.reach.learn(to, row, from, this.courier.time(to)));
		if (!news.isEmpty()) {
			pass(to, from, news);
		}
	}

	private void pass(int member, int except, List<Integer> rows) {
		Frame frame = new Frame(Frame.Kind.ROWS, rows);
		for (int neighbour : this.overlay.neighbours(member)) {
			if (neighbour != except) {
				this.courier.send(member, neighbour, frame);
			}
		}
	}

}
