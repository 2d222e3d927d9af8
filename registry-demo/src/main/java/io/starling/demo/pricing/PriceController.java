package io.starling.demo.pricing;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what the storefront asks.
 */
@RestController
class PriceController {

	private static final int CHEAPEST = 199;

	private static final int SPREAD = 5000;

	private final String name;

	PriceController(@Value("${demo.name}") String name) {
		this.name = name;
	}

	@GetMapping("/price/{article}")
	Price price(@PathVariable String article) {
		return new Price(article, CHEAPEST + Math.floorMod(article.hashCode() * 31, SPREAD), this.name);
	}

}
