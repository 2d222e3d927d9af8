package io.starling.mesh.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.message.Rumor;
import io.starling.mesh.model.Member;
import io.starling.mesh.model.Row;
import io.starling.mesh.model.RowId;

/**
 * The rows that this member writes. Inputs of its {@link Protocol}: soon after each
 * follows {@link Protocol#settle}.
 */
public final class OwnRows {

	private final Knowledge knowledge;

	private final Dissemination dissemination;

	private final Confirmations confirmations;

	OwnRows(Knowledge knowledge, Dissemination dissemination, Confirmations confirmations) {
		this.knowledge = knowledge;
		this.dissemination = dissemination;
		this.confirmations = confirmations;
	}

	/**
	 * Writes an own row and spreads it.
	 * @param now the time
	 * @param table the table's name, 1 to 64 bytes
	 * @param key tells this row from the member's others in the table, at most 255 bytes
	 * @param state the encoded columns
	 * @return the row as written
	 * @throws IllegalArgumentException if a name or the state is over its limit; nothing
	 * has changed then
	 * @throws IllegalStateException if so many changes of this member's rows wait to be
	 * sent that this one has to be written later; nothing has changed then
	 */
	public Row put(Instant now, String table, String key, Bytes state) {
		if (!this.dissemination.hasRoomFor(id(table, key))) {
			throw new IllegalStateException(
					Allowance.MOST_WAITING + " changes of this member's rows wait to be sent, " + "as others take in "
							+ Allowance.PER_SECOND + " a second: write again later, and fewer rows or less often");
		}
		Row row = this.knowledge.write(table, key, state, now);
		this.dissemination.spread(new Rumor.OfRow(row, Duration.ZERO), null, now);
		return row;
	}

	/**
	 * Lets each row, tombstone and record that this member writes from now on be
	 * completed before anybody sees it, as a signature does.
	 * @param ofRows gives a row of the same name and version with more in it
	 * @param ofRecords gives a record of the same member and version with more in it
	 */
	public void completeBy(UnaryOperator<Row> ofRows, UnaryOperator<Member> ofRecords) {
		this.knowledge.completeBy(ofRows, ofRecords);
	}

	/**
	 * Withdraws an own row and spreads its tombstone.
	 * @param now the time
	 * @param table the table's name
	 * @param key the row's key
	 * @return false if there was no such row
	 */
	public boolean withdraw(Instant now, String table, String key) {
		RowId id = id(table, key);
		boolean known = this.knowledge.rows().get(id) != null;
		if (known) {
			this.dissemination.spread(this.knowledge.withdraw(id, 0, now), null, now);
		}
		return known;
	}

	/**
	 * Asks all others whether they hold an own row as it is now; {@link Outbox#confirmed}
	 * follows.
	 * @param now the time
	 * @param table the table's name
	 * @param key the row's key
	 * @param within how long to wait for those who have not said so
	 * @return the number of the inquiry
	 * @throws IllegalArgumentException if there is no such row
	 * @throws IllegalStateException if 64 inquiries are under way
	 */
	public long confirm(Instant now, String table, String key, Duration within) {
		Row row = this.knowledge.rows().get(id(table, key));
		if (row == null) {
			throw new IllegalArgumentException("This member has no row " + key + " in the table " + table);
		}
		if (!this.confirmations.hasRoom()) {
			throw new IllegalStateException(
					Waves.MOST_OF_ONE + " confirmations are under way: wait for one before the next");
		}
		return this.confirmations.ask(row, within, now);
	}

	private RowId id(String table, String key) {
		return new RowId(table, this.knowledge.self().id(), key);
	}

}
