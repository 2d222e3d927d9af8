package io.starling.mesh.protocol;

/**
 * Names one connection of one member, for as long as the member runs.
 *
 * @param dialled true if this member opened it, false if it accepted it
 * @param number counts the connections of that kind
 */
public record ConnectionId(boolean dialled, long number) implements Comparable<ConnectionId> {

	@Override
	public int compareTo(ConnectionId other) {
		int byKind = Boolean.compare(this.dialled, other.dialled);
		return (byKind != 0) ? byKind : Long.compare(this.number, other.number);
	}

	@Override
	public String toString() {
		return (this.dialled ? "out-" : "in-") + this.number;
	}

}
