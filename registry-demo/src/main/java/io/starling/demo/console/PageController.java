package io.starling.demo.console;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What the page asks for. The page itself is three static files.
 */
@RestController
@RequestMapping("/api")
class PageController {

	private final ConsoleFeed feed;

	private final Controls controls;

	PageController(ConsoleFeed feed, Controls controls) {
		this.feed = feed;
		this.controls = controls;
	}

	@GetMapping("/events")
	SseEmitter events() {
		return this.feed.open();
	}

	@GetMapping("/state")
	PageState state() {
		return this.feed.state();
	}

	@PostMapping("/instances/{name}/start")
	ResponseEntity<Reply> start(@PathVariable String name) {
		return answer(this.controls.start(name));
	}

	@PostMapping("/instances/{name}/drain")
	ResponseEntity<Reply> drain(@PathVariable String name) {
		return answer(this.controls.drain(name));
	}

	@PostMapping("/instances/{name}/kill")
	ResponseEntity<Reply> kill(@PathVariable String name) {
		return answer(this.controls.kill(name));
	}

	@PostMapping("/services/{service}/start")
	ResponseEntity<Reply> startAnother(@PathVariable String service) {
		return answer(this.controls.startAnother(service));
	}

	@ExceptionHandler(IllegalStateException.class)
	ResponseEntity<Reply> refuse(IllegalStateException ex) {
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.body(Reply.refused(String.valueOf(ex.getMessage())));
	}

	private static ResponseEntity<Reply> answer(Reply reply) {
		return ResponseEntity.status(reply.done() ? HttpStatus.ACCEPTED : HttpStatus.CONFLICT).body(reply);
	}

}
