package io.starling.mesh.wire;

import java.time.Duration;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Message.Echo;
import io.starling.mesh.message.Message.Wave;
import io.starling.mesh.model.Digest;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Holders;
import io.starling.mesh.model.MemberId;
import io.starling.mesh.model.RowFormat;
import io.starling.mesh.model.RowId;

/**
 * The forms of {@link Wave} and {@link Echo}.
 */
final class WaveFormat {

	private static final int NUMBER = 1;

	private static final int ROW = 2;

	private static final int VERSION = 3;

	private static final int WITHIN = 4;

	private static final int ORIGIN = 5;

	private static final int HOLDERS = 6;

	private static final int SUM = 7;

	private static final long LONGEST = Duration.ofMinutes(1).toMillis();

	private WaveFormat() {
	}

	static void write(FieldWriter out, Wave wave) {
		out.varint(NUMBER, wave.number())
			.block(ROW, RowFormat.writeId(wave.row()))
			.version(VERSION, wave.version(), "a row's version")
			.varint(WITHIN, Math.max(1, wave.within().toMillis()));
	}

	static void write(FieldWriter out, Echo echo) {
		out.varint(NUMBER, echo.number())
			.id(ORIGIN, echo.origin())
			.varint(HOLDERS, echo.holders().count())
			.digest(SUM, echo.holders().sum());
	}

	static Wave readWave(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		long number = 0;
		RowId row = null;
		long version = 0;
		long within = 0;
		while (fields.next()) {
			switch (fields.number()) {
				case NUMBER -> number = fields.count(Long.MAX_VALUE, "a wave's number");
				case ROW -> row = RowFormat.readId(fields.block("a row's name"));
				case VERSION -> version = fields.version("a row's version");
				case WITHIN -> within = fields.count(LONGEST, "milliseconds for an echo");
				default -> fields.skip();
			}
		}
		if (within == 0) {
			throw new MalformedException("a wave without a time for its echo");
		}
		return new Wave(number, FieldReader.required(row, "a row's name"), version, Duration.ofMillis(within));
	}

	static Echo readEcho(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		MemberId origin = null;
		long number = 0;
		int holders = 0;
		Digest sum = null;
		while (fields.next()) {
			switch (fields.number()) {
				case NUMBER -> number = fields.count(Long.MAX_VALUE, "a wave's number");
				case ORIGIN -> origin = fields.id();
				case HOLDERS -> holders = fields.varint(Integer.MAX_VALUE, "a number of holders");
				case SUM -> sum = fields.digest();
				default -> fields.skip();
			}
		}
		return new Echo(FieldReader.required(origin, "a wave's origin"), number,
				new Holders(holders, FieldReader.required(sum, "the sum of the holders")));
	}

}
