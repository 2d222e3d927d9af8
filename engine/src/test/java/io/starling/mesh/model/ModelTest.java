package io.starling.mesh.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.starling.mesh.MeshSettings;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
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
			.hasToString("8cd3d2e3903cd13c50bf26cd5f090eb5");
		assertThat(new Member(OWNER, 1, new Endpoint("h", 1), "", false).fingerprint())
			.hasToString("620f81ea10718567e4232b5fb9f0f9bb");
	}

	@Test
	void namesAreBoundedInBytes() {
		String longest = "ö".repeat(Limits.TABLE_LENGTH / 2);
		assertThat(new RowId(longest, OWNER, "").table()).isEqualTo(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> new RowId(longest + "a", OWNER, ""));
		assertThatIllegalArgumentException().isThrownBy(() -> new RowId("", OWNER, ""));
		assertThatIllegalArgumentException().isThrownBy(() -> new RowId("t", OWNER, "k".repeat(256)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\nb", "\0", "a\u007f", "\u0085x", "\u001b[31m" })
	void controlCharactersAreRefusedInNamesAndEscapedInKeys(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(text, 1))
			.withMessageStartingWith("a host with a control character, U+00");
		assertThatIllegalArgumentException().isThrownBy(() -> new Member(OWNER, 1, new Endpoint("h", 1), text, false))
			.withMessageContaining("a zone with a control character");
		assertThatIllegalArgumentException().isThrownBy(() -> new RowId(text, OWNER, ""))
			.withMessageContaining("a table's name with a control character");
		assertThat(new RowId("t", OWNER, text).toString().chars()).noneMatch(Character::isISOControl);
	}

	/** In UTF-8 it would be a question mark, and so another name for everybody else. */
	@ParameterizedTest
	@ValueSource(strings = { "\ud800", "a\udc00", "\ud83d\ud83d\ude00", "\ud83d\ude00\ude00" })
	void namesWithHalfACharacterAreRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new RowId("t", OWNER, text))
			.withMessageStartingWith("a row's key with half a character, U+D");
		assertThatIllegalArgumentException().isThrownBy(() -> new RowId(text, OWNER, ""));
		assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(text, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new Member(OWNER, 1, new Endpoint("h", 1), text, false));
		assertThatIllegalArgumentException().isThrownBy(() -> MeshSettings.defaults().withName(text));
	}

	@Test
	void namesOfWholeCharactersAreTakenBeyondTheFirstPlaneToo() throws MalformedException {
		RowId name = new RowId("\ud83d\ude00", OWNER, "a\ud83d\ude00\ud83d\ude00b");
		assertThat(Row.decode(Row.of(name, 1, Bytes.EMPTY).block()).id()).isEqualTo(name);
	}

	@Test
	void versionsHave48Bits() {
		RowId name = new RowId("t", OWNER, "k");
		assertThat(Row.of(name, Limits.VERSION, Bytes.EMPTY).version()).isEqualTo((1L << 48) - 1);
		for (long version : new long[] { 0, -1, Limits.VERSION + 1, Long.MAX_VALUE }) {
			assertThatIllegalArgumentException().isThrownBy(() -> Row.of(name, version, Bytes.EMPTY));
			assertThatIllegalArgumentException().isThrownBy(() -> Row.tombstone(name, version));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new Member(OWNER, version, new Endpoint("h", 1), "", false));
		}
	}

	@Test
	void ofTwoRowsTheHigherVersionStaysAndOfOneVersionTheHigherFingerprint() {
		RowId name = new RowId("t", OWNER, "k");
		Row one = Row.of(name, 2, Bytes.copyOf(new byte[] { 1 }));
		Row other = Row.of(name, 2, Bytes.copyOf(new byte[] { 2 }));
		assertThat(one.supersedes(other)).isNotEqualTo(other.supersedes(one))
			.isEqualTo(one.fingerprint().compareTo(other.fingerprint()) > 0);
		assertThat(one.supersedes(Row.of(name, 2, Bytes.copyOf(new byte[] { 1 })))).isFalse();
		assertThat(Row.tombstone(name, 3).supersedes(one)).isTrue();
	}

	private static Digest digestOf(List<Row> rows) {
		return rows.stream().map(Row::fingerprint).reduce(Digest.EMPTY, Digest::plus);
	}

}
