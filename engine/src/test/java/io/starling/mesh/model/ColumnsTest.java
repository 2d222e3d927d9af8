package io.starling.mesh.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ColumnsTest {

	private static final Columns EVERY_TYPE = Columns.of(Map.of("boolean", true, "long", -42L, "double", 2.5, "text",
			"Größe", "bytes", Bytes.copyOf(new byte[] { 0, -1 }), "instant", Instant.parse("2026-01-02T03:04:05.678Z"),
			"list", List.of("a", 1L, List.of(false)), "nested", Map.of("zone", "eu", "weight", 3)));

	@Test
	void everyTypeComesBackAsItWas() throws MalformedException {
		assertThat(Columns.decode(EVERY_TYPE.encode())).isEqualTo(EVERY_TYPE);
	}

	@Test
	void equalColumnsHaveEqualBytesWhateverTheOrderOfWriting() {
		Columns one = Columns.EMPTY.with("a", 1).with("b", 2);
		Columns other = Columns.EMPTY.with("b", 2).with("a", 1);
		assertThat(one.encode()).isEqualTo(other.encode());
	}

	@Test
	void theBytesAreFixedForEver() {
		assertThat(Columns.EMPTY.with("up", true).with("port", 8080).with("id", "x").encode())
			.hasToString("03" + "026964" + "04" + "020178" + "04706f7274" + "02" + "02a07e" + "027570" + "01" + "0101");
	}

	@Test
	void aColumnOfAnUnknownTypeIsSteppedOver() throws MalformedException {
		Columns columns = Columns.decode(Bytes.copyOf(new byte[] { 2, 1, 'a', 99, 2, 7, 7, 1, 'b', 1, 1, 1 }));
		assertThat(columns).isEqualTo(Columns.EMPTY.with("b", true));
	}

	@Test
	void aValueOfAnotherTypeCountsAsMissing() {
		assertThat(EVERY_TYPE.text("long")).isEmpty();
		assertThat(EVERY_TYPE.number("text")).isZero();
		assertThat(EVERY_TYPE.flag("nothing")).isFalse();
		assertThat(EVERY_TYPE.nested("nested").number("weight")).isEqualTo(3);
	}

	@Test
	void aTypeThatNoColumnHasIsRefusedByName() {
		assertThatIllegalArgumentException().isThrownBy(() -> Columns.EMPTY.with("thread", Thread.currentThread()))
			.withMessageContaining("Column 'thread' cannot hold a java.lang.Thread");
	}

	@Test
	void columnsNestedTooDeepAreRefused() {
		Columns columns = Columns.EMPTY.with("leaf", 1);
		for (int i = 0; i < Limits.COLUMN_DEPTH + 1; i++) {
			columns = Columns.EMPTY.with("deeper", columns);
		}
		Bytes encoded = columns.encode();
		assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Columns.decode(encoded));
	}

	@Test
	void cutOrChangedBytesEndInColumnsOrInMalformedException() {
		byte[] whole = EVERY_TYPE.encode().toArray();
		SplittableRandom random = new SplittableRandom(1);
		int refused = 0;
		for (int i = 0; i < 20_000; i++) {
			byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
			for (int changes = random.nextInt(3); changes > 0 && broken.length > 0; changes--) {
				broken[random.nextInt(broken.length)] = (byte) random.nextInt();
			}
			try {
				Columns.decode(Bytes.copyOf(broken));
			}
			catch (MalformedException ex) {
				refused++;
			}
		}
		assertThat(refused).isBetween(1_000, 20_000);
	}

}
