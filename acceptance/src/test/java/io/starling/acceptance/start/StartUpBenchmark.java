package io.starling.acceptance.start;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.starling.acceptance.process.ApplicationProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The start of one application: as it is, with Spring Cloud and its load balancer on the
 * class path, and with the starter, in turns. No build runs it, because a figure is no
 * assertion; CONTRIBUTING.md has the command.
 */
class StartUpBenchmark {

	private static final int RUNS = Integer.getInteger("starling.runs", 5);

	/** What spring-boot-starter-webmvc and spring-boot-starter-actuator bring. */
	private static final String APPLICATION = "acceptance/target/test-classes|/spring-boot(-starter(-actuator|-jackson"
			+ "|-logging|-micrometer-metrics|-tomcat|-tomcat-runtime|-webmvc)?|-actuator(-autoconfigure)?|-autoconfigure"
			+ "|-health|-http-converter|-jackson|-micrometer-(metrics|observation)|-servlet|-tomcat|-webmvc|-web-server)?-[0-9]"
			+ "|spring-(aop|beans|context|core|expression|web|webmvc)-[0-9]|tomcat-embed|micrometer-|HdrHistogram"
			+ "|/tools/jackson/core/|jackson-annotations|logback-|slf4j-api|log4j-|jul-to-slf4j|commons-logging"
			+ "|jakarta.annotation-api|snakeyaml-[0-9]|jspecify";

	/** What spring-cloud-loadbalancer brings besides. */
	private static final String SPRING_CLOUD = "spring-cloud-(commons|context|loadbalancer)-[0-9]|spring-security-crypto"
			+ "|/reactor-core/|reactor-extra|reactive-streams";

	/** What the starter brings besides. */
	private static final String STARLING = "(engine|autoconfigure|starter)/target|starling-(engine|spring-boot)"
			+ "|netty-(buffer|codec-base|common|handler|resolver|transport|transport-native-unix-common)-[0-9]|pcollections";

	private static final Pattern STARTED = Pattern
		.compile("Started Shop in ([0-9.]+) seconds \\(process running for ([0-9.]+)\\)");

	@Test
	void withAndWithoutStarling() throws IOException {
		Map<String, String> classPaths = new LinkedHashMap<>();
		classPaths.put("plain", entries(APPLICATION));
		classPaths.put("with Spring Cloud", entries(APPLICATION + "|" + SPRING_CLOUD));
		classPaths.put("with Starling", entries(APPLICATION + "|" + SPRING_CLOUD + "|" + STARLING));
		Map<String, List<Double>> seconds = new LinkedHashMap<>();
		for (String kind : classPaths.keySet()) {
			// The first start of each reads files that later ones find in memory.
			start(classPaths.get(kind));
			seconds.put(kind, new ArrayList<>());
		}
		for (int i = 0; i < RUNS; i++) {
			for (String kind : classPaths.keySet()) {
				seconds.get(kind).add(start(classPaths.get(kind)));
			}
		}
		double plain = median(seconds.get("plain"));
		seconds.forEach(
				(kind, runs) -> System.out.printf(Locale.ROOT, "%s: median %.3f s, %.0f ms more than plain, of %s%n",
						kind, median(runs), 1000 * (median(runs) - plain), runs));
	}

	private static String entries(String wanted) {
		Predicate<String> matches = Pattern.compile(wanted).asPredicate();
		return Arrays.stream(ApplicationProcess.classPath().split(File.pathSeparator, -1))
			.filter(matches)
			.collect(Collectors.joining(File.pathSeparator));
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

	private static double median(List<Double> values) {
		return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
	}

}
