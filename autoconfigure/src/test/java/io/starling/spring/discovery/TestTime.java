package io.starling.spring.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.starling.mesh.Subscription;

/**
 * A time that passes when a test says so, and is not the mesh's.
 */
final class TestTime implements CatalogueTime {

	private final List<Alarm> alarms = new ArrayList<>();

	private Instant now = Instant.parse("2001-02-03T04:05:06Z");

	@Override
	public synchronized Instant instant() {
		return this.now;
	}

	@Override
	public synchronized Subscription at(Instant moment, Runnable call) {
		Alarm alarm = new Alarm(moment, call);
		this.alarms.add(alarm);
		return () -> giveUp(alarm);
	}

	private synchronized void giveUp(Alarm alarm) {
		this.alarms.remove(alarm);
	}

	/** Lets time pass, and calls whoever has asked for it. */
	void pass(Duration time) {
		List<Alarm> due;
		synchronized (this) {
			this.now = this.now.plus(time);
			due = this.alarms.stream().filter((it) -> !it.moment().isAfter(this.now)).toList();
			this.alarms.removeAll(due);
		}
		due.forEach((it) -> it.call().run());
	}

	/** Returns how many calls are asked for. */
	synchronized int asked() {
		return this.alarms.size();
	}

	private record Alarm(Instant moment, Runnable call) {
	}

}
