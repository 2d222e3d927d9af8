package io.starling.mesh.message;

import java.util.List;

import io.starling.mesh.model.MemberId;

/**
 * The versions that a member holds of one owner.
 *
 * @param owner the owner
 * @param version the version of its member record; 0 if there is none
 * @param rows its rows, tombstones left out
 */
public record OwnerIndex(MemberId owner, long version, List<RowVersion> rows) {

	/**
	 * The version of one row.
	 *
	 * @param table the row's table
	 * @param key the row's key
	 * @param version the version held
	 */
	public record RowVersion(String table, String key, long version) {
	}

}
