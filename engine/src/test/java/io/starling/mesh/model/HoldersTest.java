package io.starling.mesh.model;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HoldersTest {

	private static final Holders ONE = Holders.of(new MemberId(1, 0));

	private static final Holders TWO = Holders.of(new MemberId(2, 0));

	private static final Holders THREE = Holders.of(new MemberId(3, 0));

	@Test
	void theOrderDoesNotMatter() {
		assertThat(ONE.plus(TWO).plus(THREE)).isEqualTo(THREE.plus(ONE.plus(TWO)));
		assertThat(Holders.NONE.plus(ONE)).isEqualTo(ONE);
	}

	@Test
	void nobodyStandsForOthers() {
		assertThat(ONE.plus(TWO).sum()).isNotEqualTo(THREE.sum());
		assertThat(ONE.plus(ONE)).isNotEqualTo(ONE.plus(TWO));
		assertThat(ONE.sum())
			.isNotEqualTo(new Member(new MemberId(1, 0), 1, new Endpoint("a", 1), "", false).fingerprint());
	}

	@Test
	void noCountIsNegative() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Holders(-1, Digest.EMPTY));
	}

	@Test
	void aConfirmationCountsNoMoreThanThereAre() {
		assertThat(new Confirmation(2, 2).isComplete()).isTrue();
		assertThat(new Confirmation(1, 2).isComplete()).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> new Confirmation(3, 2));
	}

}
