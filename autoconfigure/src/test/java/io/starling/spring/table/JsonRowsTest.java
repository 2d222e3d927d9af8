package io.starling.spring.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.starling.mesh.bytes.Bytes;
import io.starling.mesh.model.Columns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JsonRowsTest {

	private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901234Z");

	private static final byte[] BYTES = { 1, 2, -3 };

	@Test
	void keepsTheTypesThatColumnsHave() {
		Columns columns = rows(Everything.class).write(everything());
		assertThat(columns.asMap()).containsEntry("flag", true)
			.containsEntry("small", -1L)
			.containsEntry("number", 2L)
			.containsEntry("big", Long.MIN_VALUE)
			.containsEntry("half", 0.5)
			.containsEntry("instant", NOW)
			.containsEntry("bytes", Bytes.copyOf(BYTES))
			.containsEntry("unit", "DAYS")
			.containsEntry("day", "2026-01-02")
			.containsEntry("span", "PT1.5S")
			.containsEntry("exact", "19.90")
			.containsEntry("huge", "1" + "0".repeat(30))
			.containsEntry("list", List.of(Columns.of(Map.of("since", NOW)), Columns.EMPTY))
			.containsEntry("counts", Columns.of(Map.of("a", 1L)))
			.containsEntry("nested", Columns.of(Map.of("since", NOW)))
			.doesNotContainKey("nothing");
	}

	@Test
	void readsWhatItWrote() {
		JsonMapper mapper = JsonMapper.builder()
			.enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
			.build();
		JsonRows<Everything> rows = new JsonRows<>(JsonRows.mapper(mapper), Everything.class);
		Everything read = rows.read(rows.write(everything()));
		assertThat(read).usingRecursiveComparison().isEqualTo(everything());
	}

	@Test
	void isMappedAsTheApplicationWantsIt() {
		JsonMapper mapper = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
					DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.build();
		JsonRows<Price> rows = new JsonRows<>(JsonRows.mapper(mapper), Price.class);
		Price price = new Price(new BigDecimal("1.50"), 3, "EUR");
		Columns columns = rows.write(price);
		assertThat(columns.asMap()).containsOnlyKeys("net_amount", "quantity", "currency");
		assertThat(rows.read(columns)).isEqualTo(price);
		assertThat(rows.read(columns.with("vat", 19))).isEqualTo(price);
		assertThat(rows.read(Columns.of(Map.of("currency", "EUR")))).isEqualTo(new Price(null, 0, "EUR"));
	}

	@Test
	void keepsInstantsWhateverTheirFormInJson() {
		JsonRows<Dated> rows = rows(Dated.class);
		Columns columns = rows.write(new Dated(NOW, Map.of("a", NOW), Optional.of(NOW)));
		assertThat(columns.asMap()).containsEntry("day", NOW)
			.containsEntry("days", Columns.of(Map.of("a", NOW)))
			.containsEntry("maybe", NOW);
		assertThat(rows.read(columns)).isEqualTo(new Dated(NOW, Map.of("a", NOW), Optional.of(NOW)));
		assertThat(rows.read(Columns.of(Map.of("maybe", NOW.toString()))).maybe()).contains(NOW);
	}

	@ParameterizedTest
	@MethodSource("alone")
	void holdsWhatIsNoObject(Object value) {
		check(value, value.getClass());
	}

	private static List<Object> alone() {
		return List.of(true, 7, 0.5, "on", NOW, TimeUnit.DAYS, new BigDecimal("0.10"), Optional.of("x"));
	}

	@Test
	void holdsMapsAndLists() {
		JsonRows<Map<?, ?>> maps = maps();
		assertThat(maps.read(maps.write(Map.of("a", List.of(1, 2))))).isEqualTo(Map.of("a", List.of(1L, 2L)));
		JsonRows<String[]> texts = rows(String[].class);
		assertThat(texts.read(texts.write(new String[] { "a", "b" }))).containsExactly("a", "b");
	}

	@Test
	void saysWhatColumnsCannotHold() {
		assertThatIllegalArgumentException().isThrownBy(() -> maps().write(Map.of("", "x")))
			.withMessage("a column must have a name");
		Map<String, Object> holed = new HashMap<>();
		holed.put("a", Map.of("b", Arrays.asList("x", null)));
		assertThatIllegalArgumentException().isThrownBy(() -> maps().write(holed))
			.withMessage("there is nothing in 'a.b[1]'");
		assertThatIllegalArgumentException().isThrownBy(() -> rows(Optional.class).write(Optional.empty()))
			.withMessageContaining("nothing");
		assertThatIllegalArgumentException().isThrownBy(() -> maps().write(Map.of("a", nested(9))))
			.withMessage("columns nested deeper than 8");
		assertThatIllegalArgumentException().isThrownBy(() -> rows(Broken.class).write(new Broken("")))
			.withMessageContaining("as the test wants")
			.withMessageContaining("name");
	}

	@Test
	void saysWhyARowCannotBeRead() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> rows(Price.class).read(Columns.of(Map.of("quantity", "many"))))
			.withMessageContaining("many")
			.withMessageContaining("quantity");
	}

	private static Object nested(int depth) {
		return (depth == 0) ? "deep" : Map.of("a", nested(depth - 1));
	}

	private static Everything everything() {
		return new Everything(true, (byte) -1, 2, Long.MIN_VALUE, 0.5F, 0.1, new BigDecimal("19.90"),
				BigInteger.TEN.pow(30), "text", NOW, LocalDate.of(2026, 1, 2), Duration.ofMillis(1500), BYTES,
				TimeUnit.DAYS, UUID.nameUUIDFromBytes(BYTES), Optional.of("maybe"),
				List.of(new Inner(NOW), new Inner(null)), Map.of("a", 1), new Inner(NOW), null);
	}

	@SuppressWarnings("unchecked")
	private static <T> void check(Object value, Class<T> type) {
		Class<?> declared = (value instanceof Enum<?> constant) ? constant.getDeclaringClass() : type;
		JsonRows<T> rows = rows((Class<T>) declared);
		assertThat(rows.read(rows.write((T) value))).isEqualTo(value);
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static JsonRows<Map<?, ?>> maps() {
		return (JsonRows) rows(Map.class);
	}

	private static <T> JsonRows<T> rows(Class<T> type) {
		return new JsonRows<>(JsonRows.mapper(JsonMapper.shared()), type);
	}

	record Price(BigDecimal netAmount, int quantity, String currency) {

	}

	record Inner(Instant since) {

	}

	record Dated(@JsonFormat(shape = JsonFormat.Shape.STRING, pattern = "yyyy", timezone = "UTC") Instant day,
			Map<String, Instant> days, Optional<Instant> maybe) {

	}

	@SuppressWarnings("ArrayRecordComponent")
	record Everything(boolean flag, byte small, int number, long big, float half, double tenth, BigDecimal exact,
			BigInteger huge, String text, Instant instant, LocalDate day, Duration span, byte[] bytes, TimeUnit unit,
			UUID id, Optional<String> maybe, List<Inner> list, Map<String, Integer> counts, Inner nested,
			String nothing) {

	}

	record Broken(String name) {

		@Override
		public String name() {
			if (this.name.isEmpty()) {
				throw new IllegalStateException("as the test wants");
			}
			return this.name;
		}

	}

}
