package io.starling.acceptance.clients;

import org.springframework.web.service.annotation.GetExchange;

/**
 * {@link Inventory} as an HTTP interface.
 */
interface InventoryApi {

	@GetExchange("/pid")
	String pid();

}
