package io.starling.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * Who is measured. Starling comes first: ratios are against it.
 */
enum Product {

	STARLING("Starling"),

	SCALECUBE("ScaleCube Cluster"),

	JGROUPS("JGroups");

	private final String title;

	Product(String title) {
		this.title = title;
	}

	/** Returns the name for people. */
	String title() {
		return this.title;
	}

	/** Returns a mesh without members. */
	Contestant contestant() {
		return switch (this) {
			case STARLING -> new StarlingContestant();
			case SCALECUBE -> new ScaleCubeContestant();
			case JGROUPS -> new JGroupsContestant();
		};
	}

	/**
	 * Returns what has to come first on the class path: libraries that the product needs
	 * in other versions than Starling, gathered by the build.
	 * @throws IllegalStateException if the build has not gathered them
	 */
	String[] libraries() {
		if (this != SCALECUBE) {
			return new String[0];
		}
		try {
			URI here = Product.class.getProtectionDomain().getCodeSource().getLocation().toURI();
			Path libraries = Path.of(here).resolveSibling("lib-scalecube");
			if (!Files.isDirectory(libraries)) {
				throw new IllegalStateException(
						"ScaleCube's libraries are not in " + libraries + ": package the module");
			}
			return new String[] { libraries.resolve("*").toString() };
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns the version that is on the class path. */
	String version() {
		Properties versions = new Properties();
		try (InputStream in = Product.class.getResourceAsStream("versions.properties")) {
			versions.load(Objects.requireNonNull(in, "versions.properties"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return versions.getProperty(name(), "");
	}

}
