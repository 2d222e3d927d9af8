package io.starling.spring.table;

import java.time.Instant;

import io.starling.mesh.bytes.MalformedException;
import io.starling.mesh.model.Columns;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Maps objects to columns and back by Jackson, as the application's own mapper does it
 * but for what the mesh needs: instants keep their type, other dates and times are texts,
 * and a row of a later or an earlier version of a class can be read.
 *
 * @param <T> the type of the objects
 */
final class JsonRows<T> implements RowMapping<T> {

	private final JsonMapper mapper;

	private final Class<T> type;

	/**
	 * Creates a mapping.
	 * @param mapper a mapper made by {@link #mapper}
	 * @param type the class of the objects
	 */
	JsonRows(JsonMapper mapper, Class<T> type) {
		this.mapper = mapper;
		this.type = type;
	}

	/**
	 * Adapts the application's mapper. A column that is missing reads as zero or null, as
	 * it does everywhere in the mesh, and one that is not known is ignored.
	 */
	static JsonMapper mapper(JsonMapper mapper) {
		SimpleModule instants = new SimpleModule("starling-instants").addSerializer(Instant.class, new InstantAsItIs())
			.addDeserializer(Instant.class, InstantDeserializer.INSTANT);
		return mapper.rebuild()
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
					DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
					DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
			.disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
			.enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.addModule(instants)
			.build();
	}

	@Override
	public Columns write(T value) {
		try {
			JsonNode tree = this.mapper.valueToTree(value);
			Columns columns = JsonColumns.of(tree);
			// What passes a bound could be written, but read by nobody.
			return Columns.decode(columns.encode());
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(describe(ex), ex);
		}
		catch (MalformedException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	@Override
	public T read(Columns columns) {
		try {
			T value = this.mapper.treeToValue(JsonColumns.toTree(columns), this.type);
			if (value == null) {
				throw new IllegalArgumentException("it says nothing");
			}
			return value;
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(describe(ex), ex);
		}
	}

	// Without the reference into the source, of which there is none.
	private static @Nullable String describe(JacksonException ex) {
		return ex.getPath().isEmpty() ? ex.getOriginalMessage()
				: ex.getOriginalMessage() + " (at " + ex.getPathReference() + ")";
	}

	/** Keeps an instant from becoming a text. */
	private static final class InstantAsItIs extends ValueSerializer<Instant> {

		@Override
		public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
			generator.writeEmbeddedObject(value);
		}

	}

}
