package io.starling.spring.table;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.starling.spring.TestMesh;
import io.starling.spring.table.TablesGuide.FlagLog;
import io.starling.spring.table.TablesGuide.NewCheckout;
import io.starling.spring.table.TablesGuide.NightlyReport;
import io.starling.spring.table.TablesGuide.PriceConfiguration;
import io.starling.spring.table.TablesGuide.PriceList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import static io.starling.spring.TestMesh.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications made of the examples in docs/tables.md.
 */
class TablesGuideTest {

	private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final TestMesh MESH = new TestMesh();

	private static ConfigurableApplicationContext one;

	private static ConfigurableApplicationContext other;

	@BeforeAll
	static void start() {
		one = MESH.start("one", Examples.class, WebApplicationType.NONE);
		other = MESH.start("other", Examples.class, WebApplicationType.NONE);
	}

	@AfterAll
	static void stop() {
		MESH.close();
	}

	@Test
	void theGuideShowsWhatIsCompiledHere() throws IOException {
		String compiled = words(Files.readString(Path.of("src/test/java/io/starling/spring/table/TablesGuide.java")));
		String guide = Files.readString(Path.of("../docs/tables.md"));
		List<String> examples = EXAMPLE.matcher(guide).results().map((MatchResult it) -> words(it.group(1))).toList();
		assertThat(examples).hasSize(5).allSatisfy((example) -> assertThat(compiled).contains(example));
	}

	@Test
	void pricesAreReadByAll() {
		one.getBean(PriceList.class).set("apple", new BigDecimal("0.40"));
		eventually(() -> assertThat(price("apple")).isEqualTo("0.40"));
		other.getBean(PriceList.class).set("apple", new BigDecimal("0.50"));
		assertThat(price("apple")).isEqualTo("0.50");
		assertThat(one.getBean(PriceList.class).latest("pear")).isEmpty();
	}

	@Test
	void flagsAreOnAsLongAsSomebodySaysSo() {
		assertThat(other.getBean(NewCheckout.class).isOn()).isFalse();
		one.getBean(NewCheckout.class).switchOn();
		eventually(() -> assertThat(other.getBean(NewCheckout.class).isOn()).isTrue());
		one.getBean(NewCheckout.class).switchOff();
		eventually(() -> assertThat(other.getBean(NewCheckout.class).isOn()).isFalse());
		eventually(() -> assertThat(one.getBean(FlagLog.class).lines).last().isEqualTo("REMOVED new-checkout"));
	}

	@Test
	void theEldestLeadsAndTheNextFollows() {
		try (TestMesh mesh = new TestMesh()) {
			ConfigurableApplicationContext eldest = mesh.start("eldest", Examples.class, WebApplicationType.NONE);
			assertThat(leads(eldest)).isTrue();
			ConfigurableApplicationContext next = mesh.start("next", Examples.class, WebApplicationType.NONE);
			eventually(() -> assertThat(leads(next)).isFalse());
			assertThat(leads(eldest)).isTrue();
			eldest.close();
			eventually(() -> assertThat(leads(next)).isTrue());
		}
	}

	private static boolean leads(ConfigurableApplicationContext application) {
		return application.getBean(NightlyReport.class).isMine();
	}

	private static String price(String article) {
		return other.getBean(PriceList.class).latest(article).map((price) -> price.amount().toString()).orElse("");
	}

	private static String words(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ PriceConfiguration.class, PriceList.class, NewCheckout.class, FlagLog.class, NightlyReport.class })
	static class Examples {

	}

}
