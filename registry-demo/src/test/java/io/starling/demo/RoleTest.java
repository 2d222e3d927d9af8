package io.starling.demo;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RoleTest {

	@Test
	void withoutAWordItIsTheConsole() {
		assertThat(Role.of(new String[0], Map.of())).isEqualTo(Role.CONSOLE);
	}

	@Test
	void anArgumentOutranksTheEnvironment() {
		assertThat(Role.of(new String[] { "--role=pricing" }, Map.of("DEMO_ROLE", "inventory")))
			.isEqualTo(Role.PRICING);
		assertThat(Role.of(new String[] { "--server.port=0" }, Map.of("DEMO_ROLE", "inventory")))
			.isEqualTo(Role.INVENTORY);
	}

	@Test
	void anUnknownRoleIsNamedTogetherWithTheKnownOnes() {
		assertThatIllegalArgumentException().isThrownBy(() -> Role.of(new String[] { "--role=wizard" }, Map.of()))
			.withMessageContaining("wizard")
			.withMessageContaining("inventory");
	}

	@Test
	void aContainerIsNamedByItsIdAndAProcessByItsNumber() {
		assertThat(InstanceName.suffix("3fa9c2d1e0ab")).isEqualTo("3fa9");
		assertThat(InstanceName.suffix("laptop")).isEqualTo(Long.toString(ProcessHandle.current().pid()));
	}

}
