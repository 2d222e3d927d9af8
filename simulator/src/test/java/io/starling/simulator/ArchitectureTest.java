package io.starling.simulator;

import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

	/** Clocks and chance from outside, and collections whose order is salted per JVM. */
	private static final Set<String> BANNED = Set.of("java.time.Instant.now", "java.lang.System.nanoTime",
			"java.lang.System.currentTimeMillis", "java.util.UUID.randomUUID", "java.lang.Math.random",
			"java.util.Collections.shuffle", "java.util.Map.of", "java.util.Map.copyOf", "java.util.Set.of",
			"java.util.Set.copyOf", "java.lang.System.identityHashCode");

	/** What is built on the simulation, which does not know of it. */
	private static final String[] TOOLS = { "io.starling.simulator.command", "io.starling.simulator.capacity" };

	private final JavaClasses simulator = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.starling.simulator");

	@Test
	void nothingButTheSeedDecides() {
		noClasses().that()
			.doNotHaveSimpleName("SimulateCommand")
			.and()
			.doNotHaveSimpleName("Cost")
			.should()
			.callMethodWhere(describe("a hidden input",
					(JavaMethodCall call) -> BANNED.contains(call.getTargetOwner().getName() + "." + call.getName())))
			.check(this.simulator);
	}

	@Test
	void nothingHashesByIdentity() {
		// Who measures collections has to know which it has seen; the sums have no order.
		noClasses().that()
			.doNotHaveSimpleName("CollectionSizes")
			.should()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.util.HashMap")
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.util.HashSet")
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.util.IdentityHashMap")
			.check(this.simulator);
	}

	@Test
	void theSimulatorKnowsNoThreadSocketOrFile() {
		noClasses().that()
			.haveSimpleNameNotEndingWith("Command")
			.and()
			.doNotHaveSimpleName("Stop")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.net..", "java.nio.channels..", "java.util.concurrent..", "io.netty..")
			.check(this.simulator);
	}

	@Test
	void packagesHaveNoCycles() {
		slices().matching("io.starling.simulator.(*)..").should().beFreeOfCycles().check(this.simulator);
		noClasses().that()
			.resideInAPackage("io.starling.simulator.*")
			.and()
			.resideOutsideOfPackages(TOOLS)
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.starling.simulator")
			.check(this.simulator);
		noClasses().that()
			.resideInAPackage("io.starling.simulator")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(TOOLS)
			.check(this.simulator);
	}

}
