package io.starling.spring.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Why a member, and the instances that it is, are seen as they are.
 *
 * @param member the member
 * @param findings why, in sentences
 * @param observers who watches it; of a dead member, who did when it died
 * @param accusation what is said against it; null if nobody says anything
 * @param instances the instances of services that it is, also where they are not listed
 * because it is dead
 * @param rows all of its rows, and those that it withdrew
 */
public record ExplanationDescriptor(MemberDescriptor member, List<String> findings, List<ObserverDescriptor> observers,
		@Nullable AccusationDescriptor accusation, List<InstanceDescriptor> instances, List<RowStateDescriptor> rows) {

	/**
	 * A member that watches another one.
	 *
	 * @param id the observer's id
	 * @param address where it accepts connections; null if it is no longer known
	 * @param liveness what is believed of it; null if it is no longer known
	 */
	public record ObserverDescriptor(String id, @Nullable String address, @Nullable String liveness) {

	}

	/**
	 * What is said against a member.
	 *
	 * @param version the version of the member that it is said of
	 * @param since since when somebody accuses it; of a dead member, when it died
	 * @param agreedSince since when most of its observers agree; null if they do not
	 * @param heldDead true if others hold it dead
	 * @param statements who says what
	 */
	public record AccusationDescriptor(long version, String since, @Nullable String agreedSince, boolean heldDead,
			List<StatementDescriptor> statements) {

	}

	/**
	 * What one member says of another.
	 *
	 * @param by who says so
	 * @param address where that one accepts connections; null if it is no longer known
	 * @param observer true if that one is an observer
	 * @param evidence ALIVE denies what others say; SILENT: nothing is heard; GONE: there
	 * is proof that the process has ended
	 * @param at when this was heard here last
	 */
	public record StatementDescriptor(String by, @Nullable String address, boolean observer, String evidence,
			String at) {

	}

	/**
	 * One row, without what it says.
	 *
	 * @param table the table
	 * @param key which of the owner's rows
	 * @param version the number that the owner raises with each change
	 * @param state LISTED, HIDDEN because its owner is gone, or WITHDRAWN by its owner
	 * @param since since when it is withdrawn; null if it is not
	 */
	public record RowStateDescriptor(String table, String key, long version, String state, @Nullable String since) {

	}

}
