package io.starling.simulator.invariant;

import java.util.TreeMap;

import io.starling.mesh.model.Limits;
import io.starling.simulator.invariant.CollectionBounds.Bound;

import org.jspecify.annotations.Nullable;

/**
 * The bound of every collection of the protocol (I13), by class and field. Also the place
 * that a new one is to be written into.
 */
final class BoundsTable {

	/** Dials and doubles besides a link with everybody. */
	private static final int SPARE = 80;

	private static final TreeMap<String, Bound> BOUNDS = new TreeMap<>();

	static {
		members();
		rows();
		links();
		detection();
		exchange();
	}

	private BoundsTable() {
	}

	static @Nullable Bound of(String field) {
		return BOUNDS.get(field);
	}

	private static void members() {
		perMember(1, "Roster.states", "Roster.present", "MeshSnapshot.members", "Knowledge.linked",
				"MeshSnapshot.linked", "RingIndex.Ring.members", "RingIndex.Ring.places", "Rings.Ring.members");
		perNeighbour(1, "MeshSnapshot.neighbours", "Rings.neighbours", "Carriers.neighbours", "Carriers.lazy",
				"Carriers.newcomers");
		fixed(16, "Rings.rings", "RingIndex.rings");
		fixed(64, "Joining.remembered", "Joining.fenced");
		perMember(1, "Joining.seeds", "Joining.own", "Joining.candidates");
	}

	private static void rows() {
		perMember(1, "Rows.owners", "Allowance.buckets");
		perRow(1, "Rows.tables[]", "MeshSnapshot.tables[]", "Rows.Owned.rows", "Rows.Owned.tombstones",
				"Allowance.Bucket.waiting");
		perRow(1, "Rows.tables", "MeshSnapshot.tables");
	}

	private static void links() {
		perLink(1, "Links.connections", "Links.peers", "Links.peerIds", "Carriers.links", "Carriers.carriers");
		perLinkAndThing(1, "Outgoing.rumors");
		perLinkAndRow(1, "Outgoing.offers");
	}

	private static void detection() {
		perMember(1, "Cases.open", "Cases.closed", "Cases.past", "Neighbourhood.watches");
		perNeighbour(1, "Neighbourhood.wanted");
		BOUNDS.put("Case.votes", (scale) -> 64L * scale.members());
		BOUNDS.put("Case.observers", (scale) -> (long) scale.neighbours() * scale.members());
	}

	private static void exchange() {
		perLink(1, "Sketching.sent", "Sketching.decodings", "Sketching.begun");
		perLinkAndElement(1, "Inventory.elements", "Inventory.names", "Inventory.namesById", "Prefix.participants",
				"SketchDecoder.recovered", "SketchDecoder.missingHere", "SketchDecoder.missingThere");
		perLinkAndElement(4, "Prefix.checksums", "Prefix.counts", "Prefix.ids", "Prefix.versions",
				"SketchDecoder.ownChecksums", "SketchDecoder.unresolved", "SketchDecoder.candidates");
		fixed(1000, "Waves.open", "Confirmations.open");
		fixed(8000, "Waves.courses");
		perLinkAndThing(2, "Waves.Course.awaited");
	}

	private static void fixed(long most, String... fields) {
		put((scale) -> most, fields);
	}

	private static void perMember(int each, String... fields) {
		put((scale) -> 8 + (long) each * scale.members(), fields);
	}

	private static void perNeighbour(int each, String... fields) {
		put((scale) -> (long) each * scale.neighbours(), fields);
	}

	private static void perRow(int each, String... fields) {
		put((scale) -> (long) each * scale.rows(), fields);
	}

	private static void perLink(int each, String... fields) {
		put((scale) -> (long) each * (2L * scale.members() + SPARE), fields);
	}

	private static void perLinkAndRow(int each, String... fields) {
		put((scale) -> (long) each * scale.rows() * (2L * scale.members() + SPARE), fields);
	}

	/** An exchange is about all records and rows, and a sketch may be twice as long. */
	private static void perLinkAndElement(int each, String... fields) {
		put((scale) -> each * (scale.members() + scale.rows() + 256L) * (2L * scale.members() + SPARE), fields);
	}

	private static void perLinkAndThing(int each, String... fields) {
		put((scale) -> each * (64L * scale.members() + scale.rows() + Limits.ROWS_PER_OWNER)
				* (2L * scale.members() + SPARE), fields);
	}

	private static void put(Bound bound, String... fields) {
		for (String field : fields) {
			BOUNDS.put(field, bound);
		}
	}

}
