package io.starling.demo.service;

import java.util.concurrent.CompletableFuture;

import io.starling.mesh.model.MemberId;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets the console break this instance, and asks it what it sees.
 */
@RestController
class InstanceController {

	private final Departure departure;

	private final Farewells farewells;

	InstanceController(Departure departure, Farewells farewells) {
		this.departure = departure;
		this.farewells = farewells;
	}

	@PostMapping("/demo/drain")
	@ResponseStatus(HttpStatus.ACCEPTED)
	void drain() {
		this.departure.drain();
	}

	@PostMapping("/demo/kill")
	void kill() {
		this.departure.die();
	}

	/**
	 * Answers as soon as this process no longer counts the member as part of the mesh.
	 * @param member the member's id
	 * @return the time at which it was lost, in microseconds of the epoch; 0 if it was
	 * still there after a while
	 */
	@GetMapping("/demo/farewells/{member}")
	CompletableFuture<Long> farewell(@PathVariable String member) {
		return this.farewells.of(MemberId.parse(member));
	}

}
