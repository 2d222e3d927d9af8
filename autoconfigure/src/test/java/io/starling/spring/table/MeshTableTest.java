package io.starling.spring.table;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.starling.mesh.Mesh;
import io.starling.mesh.MeshSettings;
import io.starling.mesh.Subscription;
import io.starling.mesh.model.Columns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Two members on real loopback sockets.
 */
class MeshTableTest {

	private final MeshSettings settings = MeshSettings.defaults()
		.withName("test-" + UUID.randomUUID())
		.withPorts(0, 0)
		.withSeeds(List.of());

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private Mesh mesh;

	private Mesh other;

	private MeshTable<Colour> here;

	private MeshTable<Colour> there;

	@BeforeEach
	void start() {
		this.mesh = Mesh.start(this.settings);
		this.other = Mesh.start(this.settings.withSeeds(List.of(this.mesh.self().endpoint())));
		this.here = tables(this.mesh).table("colours", Colour.class);
		this.there = tables(this.other).table("colours", Colour.class);
		eventually(() -> assertThat(this.mesh.snapshot().present()).hasSize(2));
	}

	@AfterEach
	void leave() {
		this.mesh.close();
		this.other.close();
	}

	@Test
	void readsOwnRowsAtOnceAndOthersSoon() {
		TableRow<Colour> red = this.here.put(new Colour("red", 1));
		assertThat(this.here.own()).contains(red);
		assertThat(this.here.rows()).containsExactly(red);
		assertThat(this.here.get(this.mesh.self().id(), "")).contains(red);
		eventually(() -> assertThat(this.there.rows()).containsExactly(red));
		assertThat(this.there.own()).isEmpty();
		TableRow<Colour> green = this.there.put("leaf", new Colour("green", 2));
		assertThat(this.there.own("leaf")).contains(green);
		eventually(() -> assertThat(this.here.rows("leaf")).containsExactly(green));
		assertThat(this.here.rows()).containsExactlyInAnyOrder(red, green);
		assertThat(this.here.withdraw()).isTrue();
		assertThat(this.here.withdraw("leaf")).isFalse();
		assertThat(this.here.own()).isEmpty();
		eventually(() -> assertThat(this.there.rows()).containsExactly(green));
	}

	@Test
	void losesTheRowsOfWhoLeaves() {
		this.there.put(new Colour("red", 1));
		eventually(() -> assertThat(this.here.rows()).hasSize(1));
		this.other.close();
		eventually(() -> assertThat(this.here.rows()).isEmpty());
		assertThatIllegalStateException().isThrownBy(() -> this.there.put(new Colour("green", 1)))
			.withMessageContaining("the table 'colours'")
			.withMessageContaining("has left the mesh");
		assertThatIllegalStateException().isThrownBy(() -> this.there.withdraw())
			.withMessageContaining("withdraw the row");
	}

	@Test
	void tellsAListenerOfWhatIsThereAndOfEveryChange() {
		this.here.put("a", new Colour("red", 1));
		Subscription subscription = this.here.watch(this::hear);
		heard("ADDED a red");
		this.there.put("b", new Colour("green", 1));
		heard("ADDED a red", "ADDED b green");
		this.there.put("b", new Colour("blue", 1));
		heard("ADDED a red", "ADDED b green", "CHANGED b green blue");
		this.other.close();
		heard("ADDED a red", "ADDED b green", "CHANGED b green blue", "REMOVED b blue");
		subscription.close();
		this.here.withdraw("a");
		List<String> later = new CopyOnWriteArrayList<>();
		this.here.put("c", new Colour("white", 1));
		this.here.watch((change) -> later.add(inWords(change)));
		eventually(() -> assertThat(later).containsExactly("ADDED c white"));
		assertThat(this.heard).hasSize(4);
	}

	@Test
	void tellsNothingOfARowThatSaysTheSameAgainOrOfOtherTables() {
		this.here.watch(this::hear);
		this.here.put("a", new Colour("red", 1));
		heard("ADDED a red");
		long version = this.here.own("a").orElseThrow().version();
		this.here.put("a", new Colour("red", 1));
		assertThat(this.here.own("a").orElseThrow().version()).isGreaterThan(version);
		tables(this.mesh).table("shades", Colour.class).put(new Colour("grey", 50));
		this.here.put("b", new Colour("green", 1));
		heard("ADDED a red", "ADDED b green");
	}

	@Test
	void callsEachListenerOnAThreadOfItsOwn() {
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch finish = new CountDownLatch(1);
		List<Thread> threads = new CopyOnWriteArrayList<>();
		this.here.watch((change) -> {
			threads.add(Thread.currentThread());
			working.countDown();
			await(finish);
			this.heard.add("slow " + inWords(change));
		});
		this.here.watch((change) -> {
			threads.add(Thread.currentThread());
			hear(change);
			throw new IllegalStateException("as the test wants");
		});
		this.here.put("a", new Colour("red", 1));
		await(working);
		heard("ADDED a red");
		this.here.put("a", new Colour("green", 1));
		heard("ADDED a red", "CHANGED a red green");
		this.here.withdraw("a");
		this.here.put("b", new Colour("blue", 1));
		finish.countDown();
		eventually(() -> assertThat(this.heard).contains("slow ADDED a red", "slow REMOVED a red", "slow ADDED b blue")
			.doesNotContain("slow CHANGED a red green"));
		assertThat(threads).doesNotContain(Thread.currentThread())
			.extracting(Thread::getName)
			.containsOnly("starling-table-colours");
		assertThat(threads.stream().distinct()).hasSizeGreaterThanOrEqualTo(2);
	}

	@Test
	void saysWhichLimitIsPassed() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.here.put("a", new Colour("x".repeat(20_000), 1)))
			.withMessageContaining("Could not write the row 'a' of the table 'colours'")
			.withMessageContaining("a row has at most 16384 bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> this.here.put("k".repeat(256), new Colour("red", 1)))
			.withMessageContaining("key has at most 255 bytes");
		MeshTable<List<?>> lists = lists();
		assertThatIllegalArgumentException().isThrownBy(() -> lists.put(Arrays.asList(1, null)))
			.withMessage("Could not write the row '' of the table 'lists' from a List: there is nothing in '[1]'");
		assertThatNullPointerException().isThrownBy(() -> this.here.put(null));
		assertThat(this.here.rows()).isEmpty();
	}

	@Test
	void countsRowsThatCannotBeRead() {
		this.other.put("colours", "", Columns.EMPTY.with("name", "red").with("brightness", "very")).join();
		eventually(() -> assertThat(this.here.malformedRows()).isEqualTo(1));
		assertThat(this.here.rows()).isEmpty();
		assertThat(this.here.get(this.other.self().id(), "")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "services", "vitals" })
	void leavesStarlingsOwnTablesAlone(String reserved) {
		assertThatIllegalArgumentException().isThrownBy(() -> tables(this.mesh).table(reserved, Colour.class))
			.withMessageContaining("'" + reserved + "' is Starling's own");
	}

	@Test
	void isTheSameForTheSameNameAndHasOneType() {
		MeshTables tables = tables(this.mesh);
		MeshTable<Colour> colours = tables.table("colours", Colour.class);
		assertThat(tables.table("colours", Colour.class)).isSameAs(colours);
		assertThat(colours.name()).isEqualTo("colours");
		assertThatIllegalArgumentException().isThrownBy(() -> tables.table("colours", String.class))
			.withMessageContaining(Colour.class.getName())
			.withMessageContaining("java.lang.String");
		assertThatIllegalArgumentException().isThrownBy(() -> tables.table("", Colour.class))
			.withMessage("A table has a name");
		assertThatIllegalArgumentException().isThrownBy(() -> tables.table("t".repeat(65), Colour.class))
			.withMessageContaining("64 bytes");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static MeshTables tables(Mesh mesh) {
		return new MeshTables(mesh, JsonMapper.shared());
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private MeshTable<List<?>> lists() {
		return (MeshTable) tables(this.mesh).table("lists", List.class);
	}

	private void hear(TableChange<Colour> change) {
		this.heard.add(inWords(change));
	}

	private static String inWords(TableChange<Colour> change) {
		String text = change.kind() + " " + change.row().key();
		text += (change.before() != null) ? " " + change.before().value().name() : "";
		return text + ((change.after() != null) ? " " + change.after().value().name() : "");
	}

	private void heard(String... expected) {
		eventually(() -> assertThat(this.heard).containsExactly(expected));
	}

	record Colour(String name, int brightness) {

	}

}
