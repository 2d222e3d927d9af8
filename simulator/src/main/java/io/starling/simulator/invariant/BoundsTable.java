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
		perMember(1, "Roster.states", "Roster.present", "Roster.listedSince", "MeshSnapshot.members",
				"Knowledge.linked", "MeshSnapshot.linked");
		// Arrays grow by half and do not shrink; there is one for each ring.
		put((scale) -> scale.neighbours() * (2L * scale.members() + 16), "RingIndex.Ring.members",
				"RingIndex.Ring.places");
		perNeighbour(1, "MeshSnapshot.neighbours", "Rings.neighbours", "Carriers.neighbours", "Carriers.lazy",
				"Carriers.newcomers", "Carriers.former");
		fixed(16, "Rings.rings", "RingIndex.rings");
		fixed(64, "Addresses.remembered", "Joining.fenced", "Joining.unspoken");
		fixed(1024, "Addresses.outcomes");
		perMember(1, "Addresses.seeds", "Addresses.own", "Addresses.aliases", "Addresses.missingSeeds",
				"Addresses.dead", "Addresses.asOf");
		perMember(2, "Addresses.longAgo", "Joining.candidates");
		fixed(24_576, "DepartedMembers.seen");
		fixed(8_192, "DepartedMembers.told");
		fixed(24_576 + 8_192, "DepartedMembers.certain", "MeshSnapshot.departed");
		perLink(1, "Admission.admitted");
		fixed(1024, "Jumps.refused", "Jumps.steps", "Refusals.passedOn", "Obituaries.shown");
		fixed(16, "Departures.questions");
		perMember(1, "Refusals.told");
	}

	private static void rows() {
		perMember(1, "Rows.owners", "Allowance.buckets");
		perRow(1, "Rows.tables[]", "MeshSnapshot.tables[]", "RowsOfOwner.rows", "Allowance.Bucket.waiting");
		perRow(1, "Rows.tables", "MeshSnapshot.tables");
		put((scale) -> 4L * Limits.ROWS_PER_OWNER * scale.members(), "RowsOfOwner.tombstones");
		perMember(1, "RefusedRows.owners");
		fixed(4096, "RefusedRows.Refusals.rows");
	}

	private static void links() {
		perLink(1, "Links.connections", "Links.peers", "Links.peerIds", "Carriers.links", "Carriers.carriers");
		perLinkAndThing(1, "Outgoing.rumors");
		perLinkAndRow(1, "Outgoing.offers");
	}

	private static void detection() {
		perMember(1, "Cases.open", "Cases.closed", "Cases.past", "Neighbourhood.watches", "Testimony.watches");
		perNeighbour(1, "Neighbourhood.wanted");
		perMember(1, "Cases.refutations");
		put((scale) -> (scale.neighbours() + 16L) * scale.members(), "Votes.votes", "DeathReports.tellers");
		put((scale) -> (long) scale.neighbours() * scale.members(), "Votes.observers");
	}

	private static void exchange() {
		perLink(1, "Sketching.sent", "Sketching.decodings", "Sketching.begun");
		perLinkAndElement(1, "Inventory.elements", "Inventory.names", "Inventory.namesById", "Prefix.participants",
				"SketchDecoder.recovered", "SketchDecoder.missingHere", "SketchDecoder.missingThere");
		perLinkAndElement(4, "Prefix.checksums", "Prefix.counts", "Prefix.ids", "Prefix.versions",
				"SketchDecoder.ownChecksums", "SketchDecoder.unresolved", "SketchDecoder.candidates");
		fixed(1000, "Waves.open", "Confirmations.open");
		fixed(4096, "AnsweredWaves.all", "AnsweredWaves.byOrigin", "AnsweredWaves.byOrigin[]");
		perMember(1, "Waves.openOf");
		put((scale) -> 1000L * (8 + scale.members()), "Others.hashed", "Others.asOf",
				"Confirmations.Inquiry.comparedWith");
		perLink(1, "Waves.peers");
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
