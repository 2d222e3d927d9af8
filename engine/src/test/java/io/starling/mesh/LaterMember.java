package io.starling.mesh;

import java.util.List;
import java.util.function.Function;

import io.starling.mesh.model.Activity;
import io.starling.mesh.model.Columns;
import io.starling.mesh.model.Endpoint;

/**
 * A member that {@link LaterBuild} starts from classes of its own; whoever started it
 * talks to it in words, as the two share no class.
 */
public final class LaterMember implements Function<String, String> {

	private final Mesh mesh;

	/**
	 * Starts a member.
	 * @param port where a member is that it joins by
	 */
	public LaterMember(int port) {
		this.mesh = Mesh.start(MeshSettings.defaults()
			.withName("two-builds")
			.withPorts(0, 0)
			.withSeeds(List.of(new Endpoint("127.0.0.1", port))));
		this.mesh.put("greetings", "later", Columns.EMPTY.with("text", "hello")).join();
	}

	@Override
	public String apply(String what) {
		return switch (what) {
			case "id" -> this.mesh.self().id().toString();
			case "port" -> String.valueOf(this.mesh.self().endpoint().port());
			case "record" -> this.mesh.self().block().toString();
			case "linked" -> String.valueOf(this.mesh.snapshot().linked().size());
			case "digest" -> this.mesh.snapshot().digest().toString();
			case "malformed" -> String.valueOf(this.mesh.count(Activity.MALFORMED));
			case "rows" -> this.mesh.snapshot()
				.table("greetings")
				.values()
				.stream()
				.map((row) -> row.block().toString())
				.toList()
				.toString();
			case "close" -> {
				this.mesh.close();
				yield "";
			}
			default -> throw new IllegalArgumentException(what);
		};
	}

}
