package io.starling.mesh;

import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Holds the house together: what the protocol may know, and that all arrows point inward.
 */
class ArchitectureTest {

	private static final JavaClasses ENGINE = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.starling.mesh");

	private static final String[] PURE = { "io.starling.mesh.bytes..", "io.starling.mesh.model..",
			"io.starling.mesh.overlay..", "io.starling.mesh.message..", "io.starling.mesh.protocol..",
			"io.starling.mesh.wire..", "io.starling.mesh.sketch.." };

	private static final Set<String> HIDDEN_INPUTS = Set.of("java.time.Instant.now", "java.time.Clock.systemUTC",
			"java.lang.System.nanoTime", "java.lang.System.currentTimeMillis", "java.util.UUID.randomUUID",
			"java.lang.Math.random", "java.util.Collections.shuffle", "java.util.Map.of", "java.util.Map.ofEntries",
			"java.util.Map.copyOf", "java.util.Set.of", "java.util.Set.copyOf");

	private static final Set<String> WALL_CLOCKS = Set.of("java.time.Instant.now", "java.time.InstantSource.system",
			"java.time.Clock.systemUTC", "java.time.Clock.systemDefaultZone", "java.lang.System.currentTimeMillis");

	@Test
	void theProtocolTakesTimeAndChanceAsArguments() {
		noClasses().that()
			.resideInAnyPackage(PURE)
			.should()
			.callMethodWhere(DescribedPredicate.describe("is a hidden input, or a collection ordered anew in each JVM",
					(JavaMethodCall call) -> HIDDEN_INPUTS
						.contains(call.getTarget().getOwner().getName() + "." + call.getTarget().getName())))
			.check(ENGINE);
	}

	@Test
	void oneClassLooksAtTheWallClockOnceAndNoOther() {
		noClasses().that()
			.doNotHaveSimpleName("MonotonicClock")
			.should()
			.callMethodWhere(DescribedPredicate.describe("tells the time of day, which somebody may set",
					(JavaMethodCall call) -> WALL_CLOCKS
						.contains(call.getTarget().getOwner().getName() + "." + call.getTarget().getName())))
			.check(ENGINE);
	}

	@Test
	void theProtocolKnowsNoOrderThatDependsOnHashes() {
		noClasses().that()
			.resideInAnyPackage("io.starling.mesh.protocol..", "io.starling.mesh.sketch..")
			.should()
			.dependOnClassesThat()
			.haveNameMatching("java\\.util\\.(Hash|IdentityHash|WeakHash)(Map|Set)")
			.check(ENGINE);
	}

	@Test
	void theProtocolTouchesNoThreadSocketFileOrLog() {
		noClasses().that()
			.resideInAnyPackage(PURE)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "java.util.concurrent..",
					"io.netty..", "org.slf4j..")
			.check(ENGINE);
	}

	@Test
	void theSketchKnowsNothingOfTheMesh() {
		noClasses().that()
			.resideInAPackage("io.starling.mesh.sketch..")
			.should()
			.dependOnClassesThat(DescribedPredicate.describe("are of the mesh, but neither sketch nor bytes",
					(JavaClass type) -> type.getPackageName().startsWith("io.starling.mesh")
							&& !type.getPackageName().startsWith("io.starling.mesh.sketch")
							&& !type.getPackageName().startsWith("io.starling.mesh.bytes")))
			.check(ENGINE);
	}

	@Test
	void arrowsPointInward() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("bytes")
			.definedBy("io.starling.mesh.bytes..")
			.layer("model")
			.definedBy("io.starling.mesh.model..")
			.layer("overlay")
			.definedBy("io.starling.mesh.overlay..")
			.layer("sketch")
			.definedBy("io.starling.mesh.sketch..")
			.layer("message")
			.definedBy("io.starling.mesh.message..")
			.layer("protocol")
			.definedBy("io.starling.mesh.protocol..")
			.layer("wire")
			.definedBy("io.starling.mesh.wire..")
			.layer("transport")
			.definedBy("io.starling.mesh.transport..")
			.layer("face")
			.definedBy("io.starling.mesh")
			.whereLayer("face")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("transport")
			.mayOnlyBeAccessedByLayers("face")
			.whereLayer("wire")
			.mayOnlyBeAccessedByLayers("transport", "face")
			.whereLayer("protocol")
			.mayOnlyBeAccessedByLayers("transport", "face")
			.whereLayer("sketch")
			.mayOnlyBeAccessedByLayers("message", "protocol", "wire", "face")
			.whereLayer("overlay")
			.mayOnlyBeAccessedByLayers("protocol", "face")
			.check(ENGINE);
	}

	@Test
	void noTwoPackagesNeedEachOther() {
		slices().matching("io.starling.mesh.(*)..").should().beFreeOfCycles().check(ENGINE);
	}

}
