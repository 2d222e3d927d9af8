package io.starling.mesh.protocol;

import io.starling.mesh.message.Message.Wave;
import io.starling.mesh.model.MemberId;

/**
 * Tells a wave from all others.
 *
 * @param origin who wants to know
 * @param number tells it from others of the same origin
 */
record WaveId(MemberId origin, long number) implements Comparable<WaveId> {

	static WaveId of(Wave wave) {
		return new WaveId(wave.row().owner(), wave.number());
	}

	@Override
	public int compareTo(WaveId other) {
		int byOrigin = this.origin.compareTo(other.origin);
		return (byOrigin != 0) ? byOrigin : Long.compare(this.number, other.number);
	}

}
