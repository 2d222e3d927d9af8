package io.starling.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.netty.channel.EventLoop;
import io.starling.mesh.log.LogQueue;
import io.starling.mesh.model.Member;
import io.starling.mesh.protocol.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line which members died within 50 ms, as where one dies of a host or a zone
 * many do. Belongs to the loop's thread.
 */
final class DeathLines {

	/** How long a line waits for further deaths. */
	static final Duration WINDOW = Duration.ofMillis(50);

	/** So many are named. */
	static final int NAMED = 5;

	private static final Logger log = LoggerFactory.getLogger(Mesh.class);

	private final String mesh;

	private final EventLoop loop;

	/** Those that will be named. */
	private final List<Notice.Died> first = new ArrayList<>();

	private int count;

	DeathLines(String mesh, EventLoop loop) {
		this.mesh = mesh;
		this.loop = loop;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it does not fail
	void add(Notice.Died died) {
		if (this.first.size() < NAMED) {
			this.first.add(died);
		}
		if (++this.count == 1) {
			try {
				this.loop.schedule(this::write, WINDOW.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (RuntimeException | Error ex) {
				write();
			}
		}
	}

	/** Writes what has gathered now, if anything has. */
	void write() {
		int died = this.count;
		List<Notice.Died> named = List.copyOf(this.first);
		this.count = 0;
		this.first.clear();
		if (died == 1) {
			Notice.Died only = named.get(0);
			LogQueue.shared()
				.write(() -> log.warn("Mesh '{}': {} is dead: {}", this.mesh, name(only.member()), only.reason()));
		}
		else if (died > 1) {
			LogQueue.shared()
				.write(() -> log.warn("Mesh '{}': {} members died within {} ms: {}{}; of the first: {}", this.mesh,
						died, WINDOW.toMillis(), names(named), (died > NAMED) ? " and " + (died - NAMED) + " more" : "",
						named.get(0).reason()));
		}
	}

	private static String names(List<Notice.Died> died) {
		return died.stream().map((it) -> name(it.member())).collect(Collectors.joining(", "));
	}

	private static String name(Member member) {
		return member.id().toShortString() + " at " + member.endpoint();
	}

}
