package io.starling.mesh.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.starling.mesh.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ModelTest {

	private static final MemberId OWNER = new MemberId(0x0123456789abcdefL, -1);

	@Test
	void aMemberIdIsWrittenAsItIsRead() {
		assertThat(OWNER).hasToString("0123456789abcdefffffffffffffffff");
		assertThat(MemberId.parse(OWNER.toString())).isEqualTo(OWNER);
		assertThatIllegalArgumentException().isThrownBy(() -> MemberId.parse("beef"));
	}

	@Test
	void memberIdsAreOrderedAsUnsignedNumbers() {
		assertThat(MemberId.MIN).isLessThan(OWNER);
		assertThat(OWNER).isLessThan(MemberId.MAX);
	}

	@ParameterizedTest
	@CsvSource({ "localhost:7946,localhost,7946", "10.0.0.1:1,10.0.0.1,1", "[::1]:80,::1,80", "' a:65535 ',a,65535" })
	void anAddressIsRead(String text, String host, int port) {
		assertThat(Endpoint.parse(text)).isEqualTo(new Endpoint(host, port));
		assertThat(Endpoint.parse(Endpoint.parse(text).toString())).isEqualTo(new Endpoint(host, port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "host", ":80", "host:", "host:no", "host:0", "host:65536", "::1:80", "host:-1" })
	void aBadAddressIsRefusedWithItsText(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text))
			.satisfies((ex) -> assertThat(ex.getMessage()).isNotBlank());
	}

	@Test
	void aDigestDoesNotDependOnTheOrderOfChanges() {
		List<Row> rows = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			rows.add(Row.of(new RowId("t", OWNER, "k" + i), i + 1, Bytes.EMPTY));
		}
		Digest forward = digestOf(rows);
		Collections.shuffle(rows, new Random(1));
		assertThat(digestOf(rows)).isEqualTo(forward);
		assertThat(forward.minus(rows.get(0).fingerprint())).isEqualTo(digestOf(rows.subList(1, rows.size())));
	}

	@Test
	void aDigestTellsVersionsTablesOwnersAndKeysApart() {
		Row row = Row.of(new RowId("t", OWNER, "k"), 1, Bytes.EMPTY);
		assertThat(List.of(row, Row.of(row.id(), 2, Bytes.EMPTY), Row.of(new RowId("tk", OWNER, ""), 1, Bytes.EMPTY),
				Row.of(new RowId("t", MemberId.MIN, "k"), 1, Bytes.EMPTY)))
			.extracting(Row::fingerprint)
			.doesNotHaveDuplicates();
	}

	@Test
	void aDigestIsFixedForEver() {
		assertThat(Row.of(new RowId("services", MemberId.MIN, "a"), 1, Bytes.EMPTY).fingerprint())
			.isEqualTo(Digest.of(MemberId.MIN, "services", "a", 1));
		assertThat(Digest.of(MemberId.MIN, "services", "a", 1)).hasToString("143b39163878c7d2d33ee81ac2e82f30");
	}

	@Test
	void namesAreBoundedInBytes() {
		String longest = "ö".repeat(Limits.TABLE_LENGTH / 2);
		assertThat(new RowId(longest, OWNER, "").table()).isEqualTo(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> new RowId(longest + "a", OWNER, ""));
		assertThatIllegalArgumentException().isThrownBy(() -> new RowId("", OWNER, ""));
		assertThatIllegalArgumentException().isThrownBy(() -> new RowId("t", OWNER, "k".repeat(256)));
	}

	private static Digest digestOf(List<Row> rows) {
		return rows.stream().map(Row::fingerprint).reduce(Digest.EMPTY, Digest::plus);
	}

}
