package io.starling.spring.endpoint;

import java.util.List;
import java.util.stream.Stream;

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
 * @param explanations why members and instances are seen as they are
 */
public record SectionDescriptor(@Nullable List<MemberDescriptor> members, @Nullable List<ServiceDescriptor> services,
		@Nullable List<TableDescriptor> tables,
		@Nullable List<ExplanationDescriptor> explanations) implements OperationResponseBody {

	static SectionDescriptor ofMembers(List<MemberDescriptor> members) {
		return new SectionDescriptor(members, null, null, null);
	}

	static SectionDescriptor ofServices(List<ServiceDescriptor> services) {
		return new SectionDescriptor(null, services, null, null);
	}

	static SectionDescriptor ofTables(List<TableDescriptor> tables) {
		return new SectionDescriptor(null, null, tables, null);
	}

	static SectionDescriptor ofExplanations(List<ExplanationDescriptor> explanations) {
		return new SectionDescriptor(null, null, null, explanations);
	}

	/** What was found, or null for nothing. */
	@Nullable SectionDescriptor ifAny() {
		boolean any = Stream.of(this.members, this.services, this.tables, this.explanations)
			.anyMatch((list) -> list != null && !list.isEmpty());
		return any ? this : null;
	}

}
