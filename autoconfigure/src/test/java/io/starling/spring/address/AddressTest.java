package io.starling.spring.address;

import io.starling.mesh.model.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AddressTest {

	@ParameterizedTest
	@CsvSource({ "orders.example, orders.example, 0", "orders.example:8000, orders.example, 8000",
			"10.0.0.1:1, 10.0.0.1, 1", "::1, ::1, 0", "[::1], ::1, 0", "[fe80::1]:7946, fe80::1, 7946",
			"2001:db8::7:8, 2001:db8::7:8, 0" })
	void readsEveryFormThatPeopleWrite(String text, String host, int port) {
		assertThat(Address.parse(text)).isEqualTo(new Address(host, port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "http://10.0.0.1:8761/eureka", "10.0.0.1:", "10.0.0.1:port", "a b", "a:0",
			"a:70000", "user@host" })
	void refusesWhatIsNoAddress(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
	}

	@Test
	void takesTheDefaultPortOnlyWhereNoneIsGiven() {
		assertThat(Address.parse("a").toEndpoint(7946)).isEqualTo(new Endpoint("a", 7946));
		assertThat(Address.parse("a:1").toEndpoint(7946)).isEqualTo(new Endpoint("a", 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "::", "[::]", "*" })
	void knowsWildcards(String host) {
		assertThat(Address.isWildcard(host)).isTrue();
		assertThat(Address.isWildcard("127.0.0.1")).isFalse();
	}

	@Test
	void putsBracketsAroundIpv6LiteralsOnly() {
		assertThat(Address.bracketed("::1")).isEqualTo("[::1]");
		assertThat(Address.bracketed("[::1]")).isEqualTo("[::1]");
		assertThat(Address.bracketed("a")).isEqualTo("a");
		assertThat(Address.unbracketed("[::1]")).isEqualTo("::1");
	}

}
