package io.starling.mesh;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.function.Function;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine as a release to come may be: its sources with invented fields and signatures
 * in every record, row, vote and report, a field more in each message, a rumor of an
 * unknown kind in each gossip, a message of an unknown type behind each other one, and
 * version 2 of the format besides version 1. Compiled when needed, and loaded beside the
 * engine of today.
 */
final class LaterBuild implements AutoCloseable {

	/** What stands in every block of this build. */
	static final String SIGNATURE = "3f40" + "5a".repeat(64);

	private static final Path SOURCES = Path.of("src/main/java/io/starling/mesh");

	private static final String INVENTED = ".varint(40, 7).bytes(15, io.starling.mesh.bytes.Bytes.copyOf(\"Z\".repeat(64)"
			+ ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 64, \"\")";

	private final URLClassLoader loader;

	private final List<Function<String, String>> members = new ArrayList<>();

	LaterBuild(Path directory) throws IOException {
		Path sources = Files.createDirectories(directory.resolve("sources"));
		Path classes = Files.createDirectories(directory.resolve("classes"));
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
		for (Map.Entry<String, String> source : sources().entrySet()) {
			Path file = sources.resolve(source.getKey());
			Files.createDirectories(file.getParent());
			arguments.add(Files.writeString(file, source.getValue()).toString());
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
		List<URL> path = new ArrayList<>(List.of(classes.toUri().toURL()));
		StringTokenizer entries = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
		while (entries.hasMoreTokens()) {
			path.add(Path.of(entries.nextToken()).toUri().toURL());
		}
		this.loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}

	private static Map<String, String> sources() throws IOException {
		Map<String, String> sources = new TreeMap<>();
		change(sources, "model/MemberFormat.java", ".flag(LEFT, left)", ".flag(LEFT, left)" + INVENTED);
		change(sources, "model/RowFormat.java", ".version(VERSION, version, \"a row's version\")",
				".version(VERSION, version, \"a row's version\")" + INVENTED);
		change(sources, "message/VerdictFormat.java", "new FieldWriter()", "new FieldWriter()" + INVENTED);
		change(sources, "message/Formats.java", "new Formats(FIRST, 1)", "new Formats(FIRST, 2)");
		change(sources, "wire/RumorFormat.java", "gossip.rumors().forEach((rumor) -> write(out, rumor));",
				"gossip.rumors().forEach((rumor) -> write(out, rumor)); out.block(45, new FieldWriter().varint(1, 1));");
		change(sources, "wire/MessageCodec.java", "writeFields(new FieldWriter(out), message);",
				"writeFields(new FieldWriter(out), message); new FieldWriter(out).fixed64(46, -1);");
		change(sources, "wire/MessageCodec.java", "int number = in.readByte();",
				"int number = in.readByte(); if (version == 2) { System.setProperty(\"later-build\", \"2\"); }");
		change(sources, "transport/Link.java",
				"this.channel.write(Unpooled.wrappedBuffer(frame), this.channel.voidPromise());",
				"this.channel.write(Unpooled.wrappedBuffer(frame), this.channel.voidPromise());"
						+ " if (this.agreed) { this.channel.write(Unpooled.wrappedBuffer("
						+ "new byte[] { 0, 0, 3, (byte) this.format, 99, 0 }), this.channel.voidPromise()); }");
		return sources;
	}

	private static void change(Map<String, String> sources, String name, String from, String to) throws IOException {
		String before = sources.containsKey(name) ? sources.get(name) : Files.readString(SOURCES.resolve(name));
		assertThat(before).as(name).contains(from);
		sources.put(name, before.replace(from, to));
	}

	/** Starts a member that joins by another one on this machine. */
	@SuppressWarnings("unchecked")
	Function<String, String> start(int port) throws ReflectiveOperationException {
		Object member = this.loader.loadClass(LaterMember.class.getName()).getConstructor(int.class).newInstance(port);
		assertThat(member).isNotInstanceOf(LaterMember.class);
		this.members.add((Function<String, String>) member);
		return (Function<String, String>) member;
	}

	@Override
	public void close() throws IOException {
		this.members.forEach((member) -> assertThat(member.apply("close")).isEmpty());
		this.loader.close();
	}

}
