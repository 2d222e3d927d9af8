package io.starling.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.UrlResource;

/**
 * A property as the configuration metadata has it, which Boot's annotation processor
 * makes while the sources are compiled, and which editors read.
 *
 * @param name the property's name
 * @param type the type of its values
 * @param defaultValue its default; empty for none
 * @param description what it does; empty where nobody says
 */
record PropertyMetadata(String name, String type, String defaultValue, String description) {

	private static final String RESOURCE = "META-INF/spring-configuration-metadata.json";

	/** The properties that this module defines, by name. */
	static List<PropertyMetadata> ours() throws IOException {
		URL classes = StarlingProperties.class.getProtectionDomain().getCodeSource().getLocation();
		return read(new UrlResource(classes).createRelative(RESOURCE).getURL()).toList();
	}

	/** The properties of everything on the class path. */
	static List<PropertyMetadata> all() throws IOException {
		ClassLoader loader = PropertyMetadata.class.getClassLoader();
		Stream<PropertyMetadata> all = Stream.empty();
		for (URL resource : Collections.list(loader.getResources(RESOURCE))) {
			all = Stream.concat(all, read(resource));
		}
		return all.toList();
	}

	private static Stream<PropertyMetadata> read(URL resource) throws IOException {
		try (InputStream in = resource.openStream()) {
			String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			List<?> properties = (List<?>) JsonParserFactory.getJsonParser().parseMap(json).get("properties");
			return properties.stream().map((property) -> of((Map<?, ?>) property));
		}
	}

	private static PropertyMetadata of(Map<?, ?> json) {
		return new PropertyMetadata(text(json, "name"), text(json, "type"), text(json, "defaultValue"),
				text(json, "description"));
	}

	private static String text(Map<?, ?> json, String key) {
		Object value = json.get(key);
		return (value != null) ? value.toString() : "";
	}

	boolean isStarlings() {
		return this.name.startsWith("starling.");
	}

	/** This property as a line of a table. */
	String line() {
		String shown = this.defaultValue.isEmpty() ? "" : "`" + this.defaultValue + "`";
		return "| `" + this.name + "` | " + shown + " | " + this.description.replace("|", "\\|") + " |";
	}

	/**
	 * Tells whether an environment variable, spelled as Boot asks for, sets this
	 * property, or an entry of it where it is a map or a list.
	 */
	boolean isSetBy(String variable) {
		String mine = this.name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
		boolean entries = this.type.startsWith("java.util.Map") || this.type.startsWith("java.util.List");
		return variable.equals(mine) || (entries && variable.startsWith(mine + "_"));
	}

}
