package io.starling.spring.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.starling.mesh.model.Activity;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of docs/actuator.md are answers that the endpoint can give.
 */
class ActuatorPageTest {

	private static final Pattern EXAMPLE = Pattern.compile(
			"^`(\\w+) /actuator/starling([^`]*)`[^\n]* answers \\d+:\n\n```json\n(.*?)\n```$",
			Pattern.MULTILINE | Pattern.DOTALL);

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.changeDefaultPropertyInclusion((it) -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
		.build();

	@Test
	void showsAnswersThatHaveNothingMoreAndNothingLessThanTheRecordsHave() throws IOException {
		assertThat(examples()).hasSizeGreaterThan(10).allSatisfy((example) -> {
			Object answer = MAPPER.readValue(example.group(3), type(example));
			assertThat(MAPPER.readTree(MAPPER.writeValueAsString(answer))).isEqualTo(MAPPER.readTree(example.group(3)));
		});
	}

	@Test
	void showsAllThatIsCounted() throws IOException {
		MeshDescriptor overview = MAPPER.readValue(examples().get(0).group(3), MeshDescriptor.class);
		assertThat(overview.activity().keySet()).containsExactlyInAnyOrderElementsOf(Arrays.stream(Activity.values())
			.map((what) -> what.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList());
	}

	private static List<MatchResult> examples() throws IOException {
		return EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "actuator.md"))).results().toList();
	}

	private static Class<?> type(MatchResult example) {
		if (!example.group(1).equals("GET")) {
			return ChangeDescriptor.class;
		}
		return example.group(2).isEmpty() ? MeshDescriptor.class : SectionDescriptor.class;
	}

}
