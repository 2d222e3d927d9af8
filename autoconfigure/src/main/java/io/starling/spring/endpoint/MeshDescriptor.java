package io.starling.spring.endpoint;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The mesh as this member sees it.
 *
 * @param mesh the mesh's name
 * @param member this member's id
 * @param address where this member accepts connections
 * @param zone this member's zone; empty for none
 * @param condition how this member's connection to the mesh is, in one word
 * @param reason the same in words
 * @param links how many links stand
 * @param sinceLastExchange how long ago another member was heard, as an ISO-8601
 * duration; null if none ever was
 * @param digest the digest of members and rows: members with the same one agree
 * @param members all members known, the ones lately gone among them
 * @param neighbours the ids of the members that a standing link is wanted with
 * @param tables the tables without their rows
 * @param services the names of the services that can be called
 * @param activity what this member has done since its start, by what is counted
 */
public record MeshDescriptor(String mesh, String member, String address, String zone, String condition, String reason,
		int links, @Nullable String sinceLastExchange, String digest, List<MemberDescriptor> members,
		List<String> neighbours, List<TableDescriptor> tables, List<String> services,
		Map<String, Long> activity) implements OperationResponseBody {

}
