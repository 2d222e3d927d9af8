package io.starling.demo.storefront;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * A customer who never stops asking for things. Comes in when both suppliers have been
 * seen once; from then on a supplier that nobody can reach is a failure.
 */
@Component
class Shopper {

	private static final List<String> ARTICLES = List.of("lamp", "kettle", "chair", "clock", "rug", "vase");

	private final DiscoveryClient discovery;

	private final Suppliers suppliers;

	private boolean open;

	Shopper(DiscoveryClient discovery, Suppliers suppliers) {
		this.discovery = discovery;
		this.suppliers = suppliers;
	}

	@Scheduled(fixedDelayString = "${demo.shop-every}")
	void shop() {
		this.open = this.open || (listed("inventory") && listed("pricing"));
		if (this.open) {
			String article = ARTICLES.get(ThreadLocalRandom.current().nextInt(ARTICLES.size()));
			this.suppliers.call("inventory", "/stock/" + article);
			this.suppliers.call("pricing", "/price/" + article);
		}
	}

	private boolean listed(String service) {
		return !this.discovery.getInstances(service).isEmpty();
	}

}
