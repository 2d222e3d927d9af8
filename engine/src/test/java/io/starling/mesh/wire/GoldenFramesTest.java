package io.starling.mesh.wire;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message;
import io.starling.mesh.message.Message.Goodbye;
import io.starling.mesh.message.OwnerIndex;
import io.starling.mesh.message.OwnerIndex.RowVersion;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.Endpoint;
import io.starling.mesh.model.Holders;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;
import io.starling.mesh.sketch.CodedSymbol;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One frame of each kind, fixed for ever: members of different versions meet in one mesh.
 * Who has to change a digit here has broken the format.
 */
class GoldenFramesTest {

	private static final MemberId A = MemberId.parse("0102030405060708090a0b0c0d0e0f10");

	private static final MemberId B = MemberId.parse("ffffffffffffffff0000000000000002");

	private static final Digest DIGEST = new Digest(0x1112131415161718L, 0x191a1b1c1d1e1f20L);

	private static final Member MEMBER = new Member(A, 300, new Endpoint("10.0.0.1", 7946), "z", true);

	@Test
	void hello() throws MalformedException {
		assertFrame(new Message.Hello("mesh", MEMBER, true, DIGEST), """
				000047 01 01
				07 04 6d657368
				0b 26
					06 0102030405060708090a0b0c0d0e0f10
					08 ac02
					0f 08 31302e302e302e31
					10 8a3e
					17 01 7a
					18 01
				0c 01
				12 1112131415161718191a1b1c1d1e1f20
				14 01
				18 01
				""");
	}

	@Test
	void goodbye() throws MalformedException {
		assertFrame(new Goodbye(Goodbye.Reason.UNNEEDED), "000004 01 02  04 01");
		assertFrame(new Goodbye(Goodbye.Reason.DUPLICATE), "000004 01 02  04 02");
		assertFrame(new Goodbye(Goodbye.Reason.LEAVING), "000004 01 02  04 03");
		assertFrame(new Goodbye(Goodbye.Reason.SELF), "000004 01 02  04 04");
		assertFrame(new Goodbye(Goodbye.Reason.OTHER_MESH), "000004 01 02  04 05");
		assertFrame(new Goodbye(Goodbye.Reason.FORMAT), "000004 01 02  04 06");
	}

	@Test
	void ping() throws MalformedException {
		assertFrame(new Message.Ping(5), "000004 01 03  04 05");
	}

	@Test
	void beat() throws MalformedException {
		assertFrame(new Message.Beat(DIGEST, Duration.ofMillis(750)), """
				000016 01 08
				0a 1112131415161718191a1b1c1d1e1f20
				0c ee05
				""");
	}

	@Test
	void have() throws MalformedException {
		OwnerIndex owner = new OwnerIndex(A, List.of(new OwnerIndex.RowVersion("t", "k", 7, 8)));
		assertFrame(new Message.Have(List.of(owner)), """
				000028 01 09
				0f 24
					06 0102030405060708090a0b0c0d0e0f10
					0f 11
						07 01 74
						0b 01 6b
						0c 07
						11 0000000000000008
				""");
	}

	@Test
	void wave() throws MalformedException {
		assertFrame(new Message.Wave(300, new RowId("t", A, "k"), 7, Duration.ofMillis(750)), """
				000023 01 0e
				04 ac02
				0b 17
					07 01 74
					0a 0102030405060708090a0b0c0d0e0f10
					0f 01 6b
				0c 07
				10 ee05
				""");
	}

	@Test
	void echo() throws MalformedException {
		assertFrame(new Message.Echo(A, 300, new Holders(5, DIGEST)), """
				000029 01 0f
				04 ac02
				16 0102030405060708090a0b0c0d0e0f10
				18 05
				1e 1112131415161718191a1b1c1d1e1f20
				""");
	}

	@Test
	void departed() throws MalformedException {
		assertFrame(new Message.Departed(List.of(new Departure(A, 3, Duration.ofSeconds(90)))), """
				00001b 01 10
				07 17
					06 0102030405060708090a0b0c0d0e0f10
					08 03
					0c 90bf05
				""");
	}

	@Test
	void departedForCertain() throws MalformedException {
		assertFrame(new Message.Departed(List.of(new Departure(A, 3, Duration.ZERO, true))), """
				000019 01 10
				07 15
					06 0102030405060708090a0b0c0d0e0f10
					08 03
					10 01
				""");
	}

	@Test
	void gossipOfARefusal() throws MalformedException {
		assertFrame(new Message.Gossip(
				List.of(new Rumor.OfRefusal(new RowId("t", A, "k"), 7, B, Rumor.Limit.ROW_SIZE, 16384))), """
						000036 01 05
						17 32
							07 17
								07 01 74
								0a 0102030405060708090a0b0c0d0e0f10
								0f 01 6b
							08 07
							0e ffffffffffffffff0000000000000002
							10 01
							14 808001
						""");
	}

	@Test
	void pong() throws MalformedException {
		assertFrame(new Message.Pong(300, DIGEST), """
				000016 01 04
				04 ac02
				0a 1112131415161718191a1b1c1d1e1f20
				""");
	}

	@Test
	void gossipOfAMember() throws MalformedException {
		Member member = new Member(A, 1, new Endpoint("h", 1), "", false);
		assertFrame(new Message.Gossip(List.of(new Rumor.OfMember(member))), """
				00001c 01 05
				07 18
					06 0102030405060708090a0b0c0d0e0f10
					08 01
					0f 01 68
					10 01
				""");
	}

	@Test
	void gossipOfARow() throws MalformedException {
		Row row = Row.of(new RowId("t", A, "k"), 2, Bytes.copyOf(new byte[] { 7, 8 }));
		assertFrame(new Message.Gossip(List.of(new Rumor.OfRow(row, Duration.ZERO))), """
				000023 01 05
				0b 1f
					07 1d
						07 01 74
						0a 0102030405060708090a0b0c0d0e0f10
						0f 01 6b
						10 02
						17 02 0708
				""");
	}

	@Test
	void gossipOfATombstone() throws MalformedException {
		Row row = Row.tombstone(new RowId("t", A, ""), 3);
		assertFrame(new Message.Gossip(List.of(new Rumor.OfRow(row, Duration.ofMillis(1500)))), """
				000021 01 05
				0b 1d
					07 18
						07 01 74
						0a 0102030405060708090a0b0c0d0e0f10
						10 03
						18 01
					08 dc0b
				""");
	}

	@Test
	void gossipOfVotesAndADeath() throws MalformedException {
		assertFrame(new Message.Gossip(List.of(new Rumor.OfVote(A, 4, B, Rumor.Evidence.SILENT),
				new Rumor.OfVote(A, 4, B, Rumor.Evidence.GONE), new Rumor.OfDeath(B, 5, A))), """
						000078 01 05
						0f 26
							06 0102030405060708090a0b0c0d0e0f10
							08 04
							0e ffffffffffffffff0000000000000002
							10 01
						0f 26
							06 0102030405060708090a0b0c0d0e0f10
							08 04
							0e ffffffffffffffff0000000000000002
							10 02
						13 24
							06 ffffffffffffffff0000000000000002
							08 05
							0e 0102030405060708090a0b0c0d0e0f10
						""");
	}

	@Test
	void index() throws MalformedException {
		OwnerIndex first = new OwnerIndex(A, 1, -1,
				List.of(new RowVersion("t", "k", 2, 8), new RowVersion("u", "", 3, 9)));
		OwnerIndex second = new OwnerIndex(B, List.of());
		assertFrame(new Message.Index(A, B, List.of(first, second)), """
				000078 01 06
				06 0102030405060708090a0b0c0d0e0f10
				0a ffffffffffffffff0000000000000002
				0f 3f
					06 0102030405060708090a0b0c0d0e0f10
					08 01
					11 ffffffffffffffff
					0f 11
						07 01 74
						0b 01 6b
						0c 02
						11 0000000000000008
					0f 0e
						07 01 75
						0c 03
						11 0000000000000009
				0f 11
					06 ffffffffffffffff0000000000000002
				""");
	}

	@Test
	void want() throws MalformedException {
		assertFrame(new Message.Want(List.of(A, B), List.of(new RowId("t", B, "k"))), """
				00003d 01 07
				06 0102030405060708090a0b0c0d0e0f10
				06 ffffffffffffffff0000000000000002
				0b 17
					07 01 74
					0a ffffffffffffffff0000000000000002
					0f 01 6b
				""");
	}

	@Test
	void resume() throws MalformedException {
		assertFrame(new Message.Resume(A), "000013 01 0a  06 0102030405060708090a0b0c0d0e0f10");
	}

	@Test
	void symbols() throws MalformedException {
		CodedSymbol first = new CodedSymbol(0x0102030405060708L, 300, -2, 1);
		CodedSymbol second = new CodedSymbol(-1, 0, 0x1112131415161718L, -65);
		assertFrame(new Message.Symbols(128, 32, List.of(first, second)), """
				00002f 01 0b
				04 8001
				08 20
				0f 26
					0102030405060708 fffffffffffffffe ac02 02
					ffffffffffffffff 1112131415161718 00 8101
				""");
		assertFrame(new Message.Symbols(0, 0, List.of()), "000008 01 0b  04 00  08 00  0f 00");
	}

	@Test
	void more() throws MalformedException {
		assertFrame(new Message.More(-1, 64), "00000f 01 0c  04 ffffffffffffffffff01  08 40");
	}

	@Test
	void lack() throws MalformedException {
		assertFrame(new Message.Lack(5, List.of(1L, -1L)), """
				000016 01 0d
				04 05
				0f 10
					0000000000000001
					ffffffffffffffff
				""");
	}

	private static void assertFrame(Message message, String golden) throws MalformedException {
		String hex = golden.replaceAll("\\s", "");
		assertThat(HexFormat.of().formatHex(MessageCodec.encode(message))).isEqualTo(hex);
		assertThat(MessageCodec.decode(HexFormat.of().parseHex(hex))).contains(message);
	}

}
