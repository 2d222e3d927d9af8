package io.starling.mesh.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.starling.mesh.bytes.ByteReader;
import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.message.Departure;
import io.starling.mesh.message.Message.Departed;
import io.starling.mesh.model.FieldReader;
import io.starling.mesh.model.FieldWriter;
import io.starling.mesh.model.Limits;
import io.starling.mesh.model.MemberId;

/**
 * The form of {@link Departed}: a block for each departed member, with its id, its last
 * version, how long ago it departed, and whether that is certain.
 */
final class DepartedFormat {

	private static final int DEPARTURE = 1;

	private static final int MEMBER = 1;

	private static final int VERSION = 2;

	private static final int AGE = 3;

	private static final int CERTAIN = 4;

	private DepartedFormat() {
	}

	static void write(FieldWriter out, Departed departed) {
		if (departed.departures().isEmpty()) {
			throw new IllegalArgumentException("nobody departed");
		}
		FieldWriter.requireLength(departed.departures().size(), Limits.DEPARTURES_PER_MESSAGE, "a count of departures");
		departed.departures().forEach((departure) -> out.block(DEPARTURE, write(departure)));
	}

	private static FieldWriter write(Departure departure) {
		FieldWriter out = new FieldWriter().id(MEMBER, departure.member())
			.count(VERSION, departure.version(), "a departed version");
		Duration age = (departure.age().compareTo(RumorFormat.MAX_AGE) < 0) ? departure.age() : RumorFormat.MAX_AGE;
		if (age.toMillis() > 0) {
			out.count(AGE, age.toMillis(), "the age of a departure");
		}
		return out.flag(CERTAIN, departure.certain());
	}

	static Departed read(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in, DEPARTURE);
		List<Departure> departures = new ArrayList<>();
		while (fields.next()) {
			if (fields.number() == DEPARTURE) {
				if (departures.size() == Limits.DEPARTURES_PER_MESSAGE) {
					throw new MalformedException("more than " + Limits.DEPARTURES_PER_MESSAGE + " departures");
				}
				departures.add(readDeparture(fields.block("a departure")));
			}
			else {
				fields.skip();
			}
		}
		if (departures.isEmpty()) {
			throw new MalformedException("nobody departed");
		}
		return new Departed(Collections.unmodifiableList(departures));
	}

	private static Departure readDeparture(ByteReader in) throws MalformedException {
		FieldReader fields = new FieldReader(in);
		MemberId member = null;
		long version = 0;
		Duration age = Duration.ZERO;
		boolean certain = false;
		while (fields.next()) {
			switch (fields.number()) {
				case MEMBER -> member = fields.id();
				case VERSION -> version = fields.count(Limits.VERSION, "a departed version");
				case AGE ->
					age = Duration.ofMillis(fields.count(RumorFormat.MAX_AGE.toMillis(), "the age of a departure"));
				case CERTAIN -> certain = fields.flag("a sign of certainty");
				default -> fields.skip();
			}
		}
		return new Departure(FieldReader.required(member, "a departed member"), version, age, certain);
	}

}
