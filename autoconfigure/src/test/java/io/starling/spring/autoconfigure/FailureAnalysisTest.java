package io.starling.spring.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What an operator reads when an application does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailureAnalysisTest {

	@Test
	void namesThePortThatIsTakenAndWhatToDo(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			fails("--starling.port=" + taken.getLocalPort());
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("The property starling.port has the value " + taken.getLocalPort())
				.contains("or to 0 for any");
		}
	}

	@Test
	void namesTheAddressThatIsNotThisMachines(CapturedOutput output) {
		fails("--starling.bind-address=192.0.2.1", "--starling.port=0");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("starling.bind-address, value 192.0.2.1, is an address of this machine");
	}

	@Test
	void namesThePropertyThatIsWrongItsValueAndWhereItWasSet(CapturedOutput output) {
		fails("--starling.seeds=a,http://b:8761/eureka");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("starling.seeds[1]")
			.contains("http://b:8761/eureka")
			.contains("write host or host:port");
	}

	@Test
	void namesADurationThatIsNone(CapturedOutput output) {
		fails("--starling.timings.hang-tolerance=soon");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("starling.timings.hang-tolerance")
			.contains("soon");
	}

	@Test
	void namesTheMetadataThatIsTooLarge(CapturedOutput output) {
		fails("--starling.mesh=" + UUID.randomUUID(), "--starling.port=0",
				"--starling.metadata.essay=" + "long ".repeat(4000));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("starling.metadata")
			.contains("[essay]")
			.contains("raise starling.tables.max-row-size");
	}

	private static void fails(String... arguments) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(arguments));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
