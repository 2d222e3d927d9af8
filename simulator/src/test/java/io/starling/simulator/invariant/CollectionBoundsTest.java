package io.starling.simulator.invariant;

import java.time.Duration;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.starling.simulator.Simulation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CollectionBoundsTest {

	@Test
	void everyFieldOfTheProtocolThatHoldsACollectionHasABound() {
		TreeSet<String> unbounded = new TreeSet<>();
		for (JavaClass type : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("io.starling.mesh.protocol", "io.starling.mesh.overlay", "io.starling.mesh.sketch")) {
			for (JavaField field : type.getFields()) {
				String name = type.getName();
				String label = name.substring(name.lastIndexOf('.') + 1).replace('$', '.') + "." + field.getName();
				if (isCollection(field) && BoundsTable.of(label) == null) {
					unbounded.add(label);
				}
			}
		}
		assertThat(unbounded).as("collections without a bound: write them into BoundsTable").isEmpty();
	}

	@Test
	void everyCollectionOfAMeshAtWorkIsFoundAndWithinItsBound() {
		Simulation mesh = Simulation.seeded(5);
		mesh.startMany(12);
		for (int i = 0; i < 50; i++) {
			mesh.put("b", "prices", String.valueOf(i), "1");
		}
		mesh.runFor(Duration.ofSeconds(20));
		mesh.invariants().checkCollections(Simulation.MESH);
		assertThat(mesh.invariants().collections()).containsEntry("Roster.states", 12L)
			.containsEntry("Rows.tables[]", 50L)
			.containsEntry("RowsOfOwner.rows", 50L)
			.containsKeys("Links.connections", "Cases.open", "Outgoing.rumors", "Waves.open");
	}

	private static boolean isCollection(JavaField field) {
		JavaClass type = field.getRawType();
		return !field.getModifiers().contains(JavaModifier.STATIC)
				&& (type.isArray() || type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)
						|| type.isAssignableTo(BitSet.class));
	}

}
