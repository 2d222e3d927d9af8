package io.starling.demo.inventory;

import java.util.concurrent.ThreadLocalRandom;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what the storefront asks.
 */
@RestController
class StockController {

	private static final int SHELF = 100;

	private final String name;

	StockController(@Value("${demo.name}") String name) {
		this.name = name;
	}

	@GetMapping("/stock/{article}")
	Stock stock(@PathVariable String article) {
		return new Stock(article, ThreadLocalRandom.current().nextInt(SHELF), this.name);
	}

}
