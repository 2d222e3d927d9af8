package io.starling.benchmarks.compare;

import java.util.List;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.MemberState;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * Starling with its defaults. A change is a new version of the member's one row. Each
 * member has a thread of its own, as {@link Mesh#start(MeshSettings)} gives it.
 */
final class StarlingContestant implements Contestant {

	private static final String TABLE = "benchmark";

	private static final String COLUMN = "value";

	@Override
	public ContestantMember start(int number, List<String> seeds) {
		Mesh mesh = Mesh.start(MeshSettings.defaults()
			.withName("benchmark")
			.withPorts(0, 0)
			.withSeeds(seeds.stream().map(Endpoint::parse).toList()));
		return new Member(mesh, mesh.snapshot().self());
	}

	private static String value(Row row) {
		try {
			return Columns.decode(row.state()).text(COLUMN);
		}
		catch (MalformedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A member.
	 *
	 * @param mesh its membership
	 * @param id its id
	 */
	private record Member(Mesh mesh, MemberId id) implements ContestantMember {

		@Override
		public String name() {
			return this.id.toString();
		}

		@Override
		public String address() {
			return this.mesh.self().endpoint().toString();
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored") // a failure shows: nobody gets it
		public void change(String value) {
			this.mesh.put(TABLE, "", Columns.EMPTY.with(COLUMN, value));
		}

		@Override
		public boolean holds(ContestantMember owner, String value) {
			return this.mesh.snapshot()
				.row(new RowId(TABLE, ((Member) owner).id, ""))
				.filter((row) -> StarlingContestant.value(row).equals(value))
				.isPresent();
		}

		@Override
		public int size() {
			return this.mesh.snapshot().present().size();
		}

		@Override
		public boolean lists(String name) {
			return this.mesh.snapshot().member(MemberId.parse(name)).filter(MemberState::isPresent).isPresent();
		}

		@Override
		public void leave() {
			this.mesh.close();
		}

	}

}
