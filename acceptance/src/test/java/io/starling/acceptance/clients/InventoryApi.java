package io.starling.acceptance.clients;

import io.starling.acceptance.process.Answering;

import org.springframework.web.service.annotation.GetExchange;

/**
 * {@link Answering} as an HTTP interface.
 */
interface InventoryApi {

	@GetExchange("/pid")
	String pid();

}
