package io.starling.spring;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.starling.spring");

	@Test
	void featuresKnowNothingOfTheirWiring() {
		noClasses().that()
			.resideOutsideOfPackage("..autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.starling.spring.autoconfigure..")
			.check(CLASSES);
	}

	@Test
	void packagesAreFreeOfCycles() {
		slices().matching("io.starling.spring.(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void onlyTablesOfTheUsersOwnKnowJackson() {
		noClasses().that()
			.resideOutsideOfPackages("io.starling.spring.table..", "io.starling.spring.autoconfigure.table..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("tools.jackson..")
			.check(CLASSES);
	}

	@Test
	void theLibraryKnowsNoOldJacksonNettyOrSerialization() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("com.fasterxml..", "io.netty..")
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.io.ObjectOutputStream")
			.check(CLASSES);
	}

	@Test
	void onlyWhatTheMeshPublishesIsUsed() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.starling.mesh.message..", "io.starling.mesh.wire..", "io.starling.mesh.transport..",
					"io.starling.mesh.overlay..")
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsAreFinalAndTheirBeanMethodsPackagePrivate() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.haveModifier(FINAL)
			.andShould()
			.haveModifier(PUBLIC)
			.check(CLASSES);
		methods().that()
			.areAnnotatedWith("org.springframework.context.annotation.Bean")
			.should()
			.bePackagePrivate()
			.check(CLASSES);
	}

}
