package io.starling.acceptance.start;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.starling.acceptance.process.ApplicationProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The start of one application, with and without the starter's jars, in turns. No build
 * runs it, because a figure is no assertion; CONTRIBUTING.md has the command.
 */
class StartUpBenchmark {

	private static final int RUNS = Integer.getInteger("starling.runs", 5);

	/** All that the application does not need itself. */
	private static final Pattern BEYOND_THE_APPLICATION = Pattern
		.compile("(engine|autoconfigure|starter)/target|starling-|spring-cloud|feign|webflux|webclient|reactor"
				+ "|netty|pcollections|bcprov|evictor|spring-boot-cache|boot-starter-cache|httpclient|httpcore"
				+ "|boot-admin|devtools|eureka|jersey|thymeleaf|freemarker|boot-jackson2|spring-security|boot-mail");

	/** What the starter brings. */
	private static final Pattern OF_THE_STARTER = Pattern
		.compile("(engine|autoconfigure|starter)/target|starling-|spring-cloud-(commons|context|loadbalancer)"
				+ "|reactor-core|reactor-extra|reactive-streams|netty-(common|buffer|resolver|transport|codec-base|handler)-"
				+ "|pcollections|spring-security-crypto");

	private static final Pattern STARTED = Pattern
		.compile("Started Shop in ([0-9.]+) seconds \\(process running for ([0-9.]+)\\)");

	@Test
	void withAndWithoutStarling() throws IOException {
		List<String> entries = List.of(ApplicationProcess.classPath().split(File.pathSeparator, -1));
		String without = entries.stream()
			.filter((entry) -> !BEYOND_THE_APPLICATION.matcher(entry).find())
			.collect(Collectors.joining(File.pathSeparator));
		String with = entries.stream()
			.filter((entry) -> !BEYOND_THE_APPLICATION.matcher(entry).find() || OF_THE_STARTER.matcher(entry).find())
			.collect(Collectors.joining(File.pathSeparator));
		// The first start of each reads files that later ones find in memory.
		start(without);
		start(with);
		double[] plain = new double[RUNS];
		double[] starling = new double[RUNS];
		for (int i = 0; i < RUNS; i++) {
			plain[i] = start(without);
			starling[i] = start(with);
		}
		print("without Starling", plain);
		print("with Starling", starling);
		System.out.printf(Locale.ROOT, "difference of the medians: %.0f ms%n",
				1000 * (median(starling) - median(plain)));
	}

	private static double start(String classPath) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
						Shop.class.getName(), "--server.port=0", "--spring.application.name=shop", "--starling.port=0",
						"--starling.mesh=start-" + UUID.randomUUID()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		List<String> said = new ArrayList<>();
		try (BufferedReader output = process.inputReader()) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				said.add(line);
				Matcher started = STARTED.matcher(line);
				if (started.find()) {
					boolean joined = said.stream().anyMatch((it) -> it.contains("io.starling.mesh.Mesh"));
					assertThat(joined).isEqualTo(classPath.contains("pcollections"));
					return Double.parseDouble(started.group(2));
				}
			}
			throw new IllegalStateException("It did not start:\n" + String.join("\n", said));
		}
		finally {
			process.destroyForcibly().onExit().join();
		}
	}

	private static void print(String what, double[] seconds) {
		System.out.printf(Locale.ROOT, "%s: median %.3f s of %s%n", what, median(seconds), Arrays.toString(seconds));
	}

	private static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

}
