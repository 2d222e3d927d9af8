package io.starling.spring.table;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.model.Columns;
import io.starling.spring.TestSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.starling.spring.TestSnapshot.member;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TableReaderTest {

	private final TestSnapshot mesh = new TestSnapshot();

	private final CountingMapping mapping = new CountingMapping();

	private final TableReader<String> reader = new TableReader<>("colours", this.mapping, this.mesh::get);

	@Test
	void readsTheRowsOfAllMembersInOrderOfOwnerAndKey() {
		colour(2, "b", "green").colour(2, "a", "blue").colour(1, "", "red");
		assertThat(this.reader.view().list()).containsExactly(new TableRow<>(member(1), "", 3, "red"),
				new TableRow<>(member(2), "a", 2, "blue"), new TableRow<>(member(2), "b", 1, "green"));
		this.mesh.without("colours", 1);
		assertThat(colours()).containsExactly("blue", "green");
	}

	@Test
	void decodesNothingBeforeItIsAskedAndEachVersionOnce() {
		colour(1, "", "red").colour(2, "", "green");
		assertThat(this.mapping.reads).hasValue(0);
		List<TableRow<String>> rows = this.reader.view().list();
		assertThat(this.mapping.reads).hasValue(2);
		assertThat(this.reader.view().list()).isSameAs(rows).isUnmodifiable();
		this.mesh.row("other", 1, Columns.EMPTY.encode());
		assertThat(this.reader.view().list()).isSameAs(rows);
		colour(2, "", "blue");
		assertThat(colours()).containsExactly("red", "blue");
		assertThat(this.mapping.reads).hasValue(3);
		assertThat(this.reader.view().list().get(0)).isSameAs(rows.get(0));
	}

	@Test
	void leavesOutRowsThatCannotBeReadAndLogsEachMemberOnce(CapturedOutput output) {
		colour(1, "", "red").colour(2, "", "infrared");
		this.mesh.row("colours", 3, Bytes.copyOf(new byte[] { 5, 1, 2 }));
		assertThat(colours()).containsExactly("red");
		colour(2, "more", "infrared");
		assertThat(colours()).containsExactly("red");
		assertThat(this.reader.view().malformed()).hasSize(3);
		assertThat(this.mapping.reads).as("bad rows are not tried again").hasValue(3);
		LogQueue.shared().written(Duration.ofMinutes(1)).join();
		assertThat(output.getOut().lines().filter((line) -> line.contains("Left out the row colours/"))).hasSize(2);
		assertThat(output).contains("nobody sees infrared");
		colour(2, "", "green").colour(2, "more", "blue");
		assertThat(colours()).containsExactly("red", "green", "blue");
	}

	private List<String> colours() {
		return this.reader.view().list().stream().map(TableRow::value).toList();
	}

	private TableReaderTest colour(int member, String key, String colour) {
		this.mesh.row("colours", member, key, this.mapping.write(colour).encode());
		return this;
	}

	private static final class CountingMapping implements RowMapping<String> {

		private final AtomicInteger reads = new AtomicInteger();

		@Override
		public Columns write(String value) {
			return Columns.EMPTY.with("colour", value);
		}

		@Override
		public String read(Columns columns) {
			this.reads.incrementAndGet();
			if (columns.text("colour").equals("infrared")) {
				throw new IllegalArgumentException("nobody sees infrared");
			}
			return columns.text("colour");
		}

	}

}
