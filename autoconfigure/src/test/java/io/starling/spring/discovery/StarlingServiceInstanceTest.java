package io.starling.spring.discovery;

import java.net.URI;
import java.util.Map;

import io.starling.mesh.model.MemberId;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.LoadBalancerUriTools;

import static org.assertj.core.api.Assertions.assertThat;

class StarlingServiceInstanceTest {

	@Test
	void isEqualByServiceAndInstanceIdWhateverElseItSays() {
		assertThat(instance("orders", "1", "10.0.0.1", Map.of("weight", "1"), false))
			.isEqualTo(instance("orders", "1", "10.0.0.2", Map.of("weight", "2"), true))
			.hasSameHashCodeAs(instance("orders", "1", "10.0.0.2", Map.of("weight", "2"), true))
			.isNotEqualTo(instance("orders", "2", "10.0.0.1", Map.of(), false))
			.isNotEqualTo(instance("billing", "1", "10.0.0.1", Map.of(), false));
	}

	@Test
	void putsAnIpv6AddressInBrackets() {
		ServiceInstance instance = instance("orders", "1", "2001:db8::1", Map.of(), false);
		assertThat(instance.getUri()).isEqualTo(URI.create("http://[2001:db8::1]:8080"));
		assertThat(instance.getUri().getPort()).isEqualTo(8080);
	}

	@Test
	void canBeCalledThroughALoadBalancerAtAnIpv6Address() {
		ServiceInstance instance = instance("orders", "1", "2001:db8::1", Map.of(), false);
		assertThat(LoadBalancerUriTools.reconstructURI(instance, URI.create("http://orders/items?id=1")))
			.isEqualTo(URI.create("http://[2001:db8::1]:8080/items?id=1"));
	}

	@Test
	void isCalledByTlsIfItIsSecure() {
		ServiceRow row = new ServiceRow("orders", "1", "a", 8443, true, ServiceStatus.UP, "", Map.of(), 0);
		ServiceInstance instance = new StarlingServiceInstance(row, MemberId.MIN, false);
		assertThat(instance.getUri()).isEqualTo(URI.create("https://a:8443"));
		assertThat(LoadBalancerUriTools.reconstructURI(instance, URI.create("ws://orders/live")))
			.isEqualTo(URI.create("wss://a:8443/live"));
	}

	private static StarlingServiceInstance instance(String service, String instance, String host,
			Map<String, String> metadata, boolean suspect) {
		return new StarlingServiceInstance(
				new ServiceRow(service, instance, host, 8080, false, ServiceStatus.UP, "", metadata, 0), MemberId.MIN,
				suspect);
	}

}
