package io.starling.spring.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A part of the mesh: of the lists, those that were asked for are there. One record for
 * all parts, because an operation has one type of answer, which ahead-of-time compilation
 * has to know.
 *
 * @param members members
 * @param services services with all their instances
 * @param tables tables, with their rows where one table was asked for
 */
public record SectionDescriptor(@Nullable List<MemberDescriptor> members, @Nullable List<ServiceDescriptor> services,
		@Nullable List<TableDescriptor> tables) implements OperationResponseBody {

	static SectionDescriptor ofMembers(List<MemberDescriptor> members) {
		return new SectionDescriptor(members, null, null);
	}

	static SectionDescriptor ofServices(List<ServiceDescriptor> services) {
		return new SectionDescriptor(null, services, null);
	}

	static SectionDescriptor ofTables(List<TableDescriptor> tables) {
		return new SectionDescriptor(null, null, tables);
	}

	boolean isEmpty() {
		return (this.members == null || this.members.isEmpty()) && (this.services == null || this.services.isEmpty())
				&& (this.tables == null || this.tables.isEmpty());
	}

}
